/** Module `dom.js` of the page: makes elements, and keeps lists of them in step with data. */
export const domModule = String.raw`
// Makes an element. Strings among the children become text, never markup.
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else node.setAttribute(name, value === true ? '' : String(value))
  }
  node.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null))
  return node
}

export const byId = (id) => document.getElementById(id)

// Rebuilds only what changed, so that focus and scroll stay where they are.
export function sync(container, items, keyOf, build) {
  const old = new Map([...container.children].map((node) => [node.dataKey, node]))
  const fresh = items.map((item) => {
    const key = keyOf(item)
    const dataText = JSON.stringify(item)
    const known = old.get(key)
    if (known && known.dataText === dataText) return known
    const node = build(item)
    node.dataKey = key
    node.dataText = dataText
    return node
  })
  const isSame = fresh.length === container.children.length && fresh.every((node, at) => node === container.children[at])
  if (isSame) return
  const focused = container.contains(document.activeElement) ? document.activeElement : undefined
  container.replaceChildren(...fresh)
  if (focused && focused.isConnected) focused.focus()
}

// Keeps the newest in sight while nobody has scrolled up from it, also when the list gets smaller, and when what is drawn
// for the first time turns out to be taller than it was thought to be.
export function stickToEnd(list) {
  let sticks = true
  let top = 0
  const end = () => {
    if (sticks) list.scrollTop = list.scrollHeight
    top = list.scrollTop
  }
  list.addEventListener('scroll', () => {
    const isNear = list.scrollHeight - list.scrollTop - list.clientHeight < 80
    if (isNear || list.scrollTop < top) sticks = isNear
    top = list.scrollTop
  })
  const sizes = new ResizeObserver(end)
  const watch = () => {
    sizes.disconnect()
    for (const node of [list, ...[...list.children].slice(-12)]) sizes.observe(node)
  }
  new MutationObserver(() => {
    end()
    watch()
  }).observe(list, { childList: true })
  watch()
}

export function fillSelect(select, options, chosen) {
  sync(select, options, (option) => option.value, (option) => el('option', { value: option.value }, option.label))
  if (chosen !== undefined) select.value = chosen
}

export function announce(text) {
  byId('announcer').textContent = text
}
`
