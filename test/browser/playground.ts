import { mkdir } from 'node:fs/promises'
import axe from 'axe-core'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { openSandboxDesk, type SandboxDesk } from '../../examples/slack-desk/src/sandbox-desk.js'

/** Where pictures of the page go; it is not committed. */
export const pictures = new URL('../../.threadline/pictures/', import.meta.url)

/** The desk that `npm start` opens, and a real browser in front of it. */
export interface Playground {
  readonly desk: SandboxDesk
  readonly page: Page
  /** What went wrong in the page: uncaught errors, and what it must not load. */
  readonly problems: readonly string[]
  picture(name: string): Promise<void>
  /** What a person who cannot see or use a mouse would stumble over: serious findings only. */
  barriers(): Promise<readonly string[]>
  close(): Promise<void>
}

export async function openPlayground(executablePath: string): Promise<Playground> {
  const desk = await openSandboxDesk({ port: 0 })
  const { browser, page, problems } = await openPage(executablePath, desk.sandbox.url)
  await mkdir(pictures, { recursive: true })
  return {
    desk,
    page,
    problems,
    async picture(name) {
      await page.screenshot({ path: new URL(`${name}.png`, pictures).pathname })
    },
    barriers: () => barriersOn(page),
    close: () => close(desk, browser),
  }
}

/** A real browser in front of a sandbox's page. */
export async function openPage(executablePath: string, url: string) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 } })
  page.setDefaultTimeout(30_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('requestfailed', (request) => problems.push(`${request.url()} failed`))
  await page.goto(url)
  await page.getByText('Live', { exact: true }).waitFor()
  return { browser, page, problems }
}

/** Serious findings of axe on the page as it is now. */
export async function barriersOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<readonly Finding[]>('axe.run().then(({ violations }) => violations)')
  const serious = found.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`)
}

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

async function close(desk: SandboxDesk, browser: Browser): Promise<void> {
  await browser.close()
  await desk.stop()
}

/** The page's parts, by the names that everybody hears. */
export function partsOf(page: Page) {
  return {
    channel: page.locator('#messages'),
    thread: page.locator('#thread-messages'),
    modal: page.locator('#modal'),
    phone: page.locator('#texts'),
    channels: page.locator('#channels'),
  }
}

/** Types into a field and presses Enter, as a person does. */
export async function write(field: Locator, words: string): Promise<void> {
  await field.fill(words)
  await field.press('Enter')
}
