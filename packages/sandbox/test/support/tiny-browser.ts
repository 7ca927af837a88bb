import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * As much of a browser as the page needs: elements that hold text and listeners, and `fetch` and `EventSource` for the
 * server's address. It lays nothing out.
 */
export class TinyElement {
  readonly attributes = new Map<string, string>()
  readonly dataset: Record<string, string> = {}
  readonly childNodes: (TinyElement | string)[] = []
  readonly listeners = new Map<string, ((event: object) => void)[]>()
  parent: TinyElement | undefined
  value = ''
  checked = false
  hidden = false
  open = false
  files: readonly unknown[] = []

  constructor(
    readonly tag: string,
    readonly page: TinyPage,
  ) {}

  get children(): TinyElement[] {
    return this.childNodes.filter((node) => typeof node !== 'string')
  }

  get textContent(): string {
    return this.childNodes.map((node) => (typeof node === 'string' ? node : node.textContent)).join('')
  }

  set textContent(text: string) {
    this.replaceChildren(text)
  }

  get isConnected(): boolean {
    return this.parent !== undefined
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
    if (name === 'hidden') this.hidden = true
    if (name === 'value') this.value = value
    if (name.startsWith('data-')) this.dataset[name.slice(5)] = value
  }

  removeAttribute(name: string): void {
    this.attributes.delete(name)
  }

  append(...nodes: (TinyElement | string)[]): void {
    for (const node of nodes) {
      this.childNodes.push(node)
      if (typeof node !== 'string') node.parent = this
    }
  }

  replaceChildren(...nodes: (TinyElement | string)[]): void {
    for (const child of this.children) child.parent = undefined
    this.childNodes.length = 0
    this.append(...nodes)
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener])
  }

  /** Does something to the element, as a person would. */
  dispatch(type: string, more: object = {}): void {
    const event = { target: this, preventDefault() {}, stopPropagation() {}, ...more }
    for (const listener of this.listeners.get(type) ?? []) listener(event)
  }

  click(): void {
    this.dispatch('click')
  }

  focus(): void {
    this.page.activeElement = this
    this.dispatch('focus')
  }

  contains(): boolean {
    return false
  }

  showModal(): void {
    this.open = true
  }

  close(): void {
    this.open = false
  }

  reset(): void {}
  scrollIntoView(): void {}

  querySelector(): undefined {
    return undefined
  }

  /** Every element inside with this tag, or whose text is this. */
  all(tagOrText: string): TinyElement[] {
    const inside = this.children.flatMap((child) => child.all(tagOrText))
    return this.tag === tagOrText || this.textContent === tagOrText ? [...inside, this] : inside
  }
}

/** What the page's script calls `document`. */
export class TinyPage {
  readonly byId = new Map<string, TinyElement>()
  readonly elements: TinyElement[] = []
  activeElement: TinyElement | undefined

  constructor(html: string) {
    for (const [, tag = '', attributes = ''] of html.matchAll(/<([a-z0-9]+)((?:\s[^<>]*)?)>/g))
      this.add(tag, attributes)
  }

  private add(tag: string, text: string): void {
    const element = this.createElement(tag)
    for (const [, name = '', value] of text.matchAll(/\s([a-z-]+)(?:="([^"]*)")?/g))
      element.setAttribute(name, value ?? '')
    this.elements.push(element)
    const id = element.attributes.get('id')
    if (id) this.byId.set(id, element)
  }

  createElement(tag: string): TinyElement {
    return new TinyElement(tag, this)
  }

  getElementById(id: string): TinyElement {
    const element = this.byId.get(id)
    if (!element) throw new Error(`The page has no element ${id}.`)
    return element
  }

  querySelectorAll(selector: string): TinyElement[] {
    const name = selector.slice(1, -1)
    return this.elements.filter((element) => element.attributes.has(name))
  }
}

/** Opens the page at this address and runs its script. `close` ends it. */
export async function openPage(url: string) {
  const html = await (await fetch(url)).text()
  const page = new TinyPage(html)
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-page-'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await saveModule(url, folder, 'app.js', new Set())
  const stopped = new AbortController()
  const globals = globalThis as Record<string, unknown>
  const before = { fetch: globals['fetch'], document: globals['document'], EventSource: globals['EventSource'] }
  Object.assign(globals, {
    document: page,
    fetch: (target: string | Request, init?: RequestInit) =>
      (before.fetch as typeof fetch)(typeof target === 'string' ? new URL(target, url) : target, init),
    EventSource: eventSource(url, before.fetch as typeof fetch, stopped.signal),
  })
  await import(/* @vite-ignore */ pathToFileURL(join(folder, 'app.js')).href)
  return {
    page,
    async close() {
      stopped.abort()
      Object.assign(globals, before)
      await rm(folder, { recursive: true })
    },
  }
}

async function saveModule(url: string, folder: string, name: string, saved: Set<string>): Promise<void> {
  if (saved.has(name)) return
  saved.add(name)
  const source = await (await fetch(`${url}/page/${name}`)).text()
  await writeFile(join(folder, name), source)
  for (const [, next = ''] of source.matchAll(/from '\.\/([a-z-]+\.js)'/g)) await saveModule(url, folder, next, saved)
}

function eventSource(url: string, read: typeof fetch, signal: AbortSignal) {
  return class {
    readonly listeners = new Map<string, () => void>()

    constructor(path: string) {
      void this.watch(new URL(path, url)).catch(() => {})
    }

    addEventListener(type: string, listener: () => void): void {
      this.listeners.set(type, listener)
    }

    async watch(address: URL): Promise<void> {
      const answer = await read(address, { signal })
      this.listeners.get('open')?.()
      for await (const part of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        if (part.includes('event: change')) this.listeners.get('change')?.()
      }
    }
  }
}
