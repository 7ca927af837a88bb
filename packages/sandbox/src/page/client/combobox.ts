/** Module `combobox.js` of the page: a select, of one or of many, whose options the app gives while somebody types. */
export const comboboxModule = String.raw`
import { el } from './dom.js'

let count = 0

export function combobox(block, item, described, form) {
  count += 1
  const listId = 'options-' + count
  const list = el('ul', { role: 'listbox', id: listId, hidden: true })
  const input = el('input', {
    ...described,
    type: 'text',
    role: 'combobox',
    autocomplete: 'off',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': listId,
    placeholder: item.placeholder?.text,
  })
  let entries = []
  let active = -1
  let asked = 0
  let timer
  const isMany = item.type === 'multi_external_select'
  const chips = el('ul', { class: 'chips', 'aria-label': 'Chosen' })
  let chosen = form.chosen(block) ?? (item.initial_options ?? []).map((option) => ({ value: option.value, label: option.text.text }))
  if (!isMany) input.value = form.label(block) ?? item.initial_option?.text.text ?? ''
  if (item.focus_on_load) input.setAttribute('autofocus', '')

  function keepMany(next) {
    chosen = next
    form.set(block, chosen.map(({ value }) => value), undefined, chosen)
    drawChips()
  }

  function drawChips() {
    chips.replaceChildren(...chosen.map((offer) => {
      const remove = () => {
        keepMany(chosen.filter(({ value }) => value !== offer.value))
        input.focus()
      }
      return el('li', {}, offer.label, el('button', { type: 'button', 'aria-label': 'Remove ' + offer.label, onclick: remove }, '×'))
    }))
  }

  function show(isOpen) {
    list.hidden = !isOpen
    input.setAttribute('aria-expanded', String(isOpen))
    if (!isOpen) mark(-1)
  }

  function mark(at) {
    active = at
    for (const [index, { node }] of entries.entries()) node.setAttribute('aria-selected', String(index === at))
    if (at < 0) return input.removeAttribute('aria-activedescendant')
    input.setAttribute('aria-activedescendant', entries[at].node.id)
    entries[at].node.scrollIntoView({ block: 'nearest' })
  }

  function choose(offer) {
    input.value = isMany ? '' : offer.label
    if (isMany) keepMany([...chosen.filter(({ value }) => value !== offer.value), { value: offer.value, label: offer.label }])
    else form.set(block, offer.value, offer.label)
    show(false)
    if (block.dispatch_action) void form.press(block, item, offer.value)
  }

  function entry(offer) {
    const node = el('li', { role: 'option', id: listId + '-' + entries.length, 'aria-selected': 'false' }, offer.label)
    node.addEventListener('mousedown', (event) => {
      event.preventDefault()
      choose(offer)
    })
    entries.push({ offer, node })
    return node
  }

  function draw(answer) {
    entries = []
    let group
    const nodes = (answer.offers ?? []).flatMap((offer) => {
      const isNew = offer.group !== undefined && offer.group !== group
      group = offer.group
      return [isNew ? el('li', { role: 'presentation', class: 'group' }, group) : [], entry(offer)].flat()
    })
    const none = el('li', { role: 'presentation', class: 'quiet' }, answer.ok ? 'No result' : answer.error)
    list.replaceChildren(...(nodes.length > 0 ? nodes : [none]))
    active = -1
    show(true)
  }

  async function ask() {
    asked += 1
    const mine = asked
    if (input.value.length < (item.min_query_length ?? 3)) return show(false)
    const answer = await form.suggest(block, input.value)
    if (mine === asked && document.activeElement === input) draw(answer)
  }

  input.addEventListener('focus', () => void ask())
  input.addEventListener('blur', () => show(false))
  input.addEventListener('input', () => {
    if (!isMany) form.set(block, input.value === '' ? '' : undefined)
    clearTimeout(timer)
    timer = setTimeout(ask, 150)
  })
  input.addEventListener('keydown', (event) => {
    if (list.hidden && event.key === 'ArrowDown') return void ask()
    if (list.hidden) return
    if (event.key === 'ArrowDown' && entries.length > 0) mark((active + 1) % entries.length)
    else if (event.key === 'ArrowUp' && entries.length > 0) mark((Math.max(active, 0) + entries.length - 1) % entries.length)
    else if (event.key === 'Enter' && active >= 0) choose(entries[active].offer)
    else if (event.key === 'Escape') show(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  drawChips()
  return el('div', { class: 'combobox' }, isMany ? chips : [], input, list)
}
`
