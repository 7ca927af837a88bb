/** Module `modals.js` of the page: the modal on top of the acting member's stack. */
export const modalsModule = String.raw`
import { act, send } from './api.js'
import { blocks } from './blocks.js'
import { byId, el } from './dom.js'
import { view, context } from './view.js'

let shown = ''
let viewId = ''
let values = {}
let labels = {}
let chosen = {}

export function drawModal(views) {
  const top = views.at(-1)
  const dialog = byId('modal')
  if (!top) {
    shown = ''
    viewId = ''
    if (dialog.open) dialog.close()
    return
  }
  const version = view.member + top.id + JSON.stringify(top.definition)
  if (version === shown) return
  const isNew = top.id !== viewId
  if (isNew) {
    values = {}
    labels = {}
    chosen = {}
  }
  // What was typed into a block that is no longer there is gone with it.
  const blockIds = new Set(top.definition.blocks.map((block) => block.block_id))
  for (const id of Object.keys(values)) if (!blockIds.has(id)) delete values[id]
  viewId = top.id
  shown = version
  build(dialog, top)
  if (!dialog.open) dialog.showModal()
  if (!isNew) return
  const first = dialog.querySelector('[autofocus]') ?? dialog.querySelector('.field input, .field select, .field textarea')
  first?.focus()
}

function build(dialog, top) {
  const { definition } = top
  const form = formOf(top)
  const close = (all) => act('/control/close', { member: view.member, viewId: top.id, all: all === true })
  const press = (block, element, value) =>
    act('/control/click', { member: view.member, viewId: top.id, blockId: block.block_id, actionId: element.action_id, value, values })
  form.press = press
  const content = el(
    'form',
    { novalidate: true },
    el(
      'div',
      { class: 'row' },
      el('h2', { id: 'modal-title' }, definition.title?.text ?? ''),
      el('button', { type: 'button', class: 'button small', 'aria-label': 'Close all', onclick: () => close(true) }, '×'),
    ),
    blocks(definition.blocks, context, press, form),
    form.problem,
    el(
      'div',
      { class: 'modal-buttons' },
      el('button', { type: 'button', class: 'button', onclick: () => close() }, definition.close?.text ?? 'Cancel'),
      definition.submit ? el('button', { type: 'submit', class: 'button primary' }, definition.submit.text) : [],
    ),
  )
  content.addEventListener('submit', (event) => {
    event.preventDefault()
    void submit(dialog, top, form)
  })
  dialog.replaceChildren(content)
  dialog.oncancel = (event) => {
    event.preventDefault()
    void close()
  }
}

async function submit(dialog, top, form) {
  for (const error of form.errors.values()) error.textContent = ''
  const answer = await send('/control/submit', { member: view.member, viewId: top.id, values })
  form.problem.textContent = answer.ok ? '' : answer.error
  for (const [blockId, text] of Object.entries(answer.errors ?? {})) {
    form.errors.get(blockId)?.replaceChildren(text)
  }
  const first = dialog.querySelector('.field .error:not(:empty)')
  first?.closest('.field').querySelector('input, select, textarea')?.focus()
}

function formOf(top) {
  return {
    errors: new Map(),
    problem: el('p', { class: 'error', role: 'alert' }),
    get: (block) => values[block.block_id],
    label: (block) => labels[block.block_id],
    chosen: (block) => chosen[block.block_id],
    set(block, value, label, many) {
      values[block.block_id] = value
      labels[block.block_id] = label
      chosen[block.block_id] = many
    },
    suggest: (block, query) => send('/control/suggest', { member: view.member, viewId: top.id, blockId: block.block_id, query }),
  }
}
`
