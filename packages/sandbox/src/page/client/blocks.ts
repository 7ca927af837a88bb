/** Module `blocks.js` of the page: draws the blocks of messages and modals. */
export const blocksModule = String.raw`
import { el } from './dom.js'
import { fileShown } from './files.js'
import { link, mrkdwn, richText } from './text.js'
import { inputFor } from './inputs.js'
import { ask, menu } from './menus.js'

// Draws blocks. onAction(block, element, value) is told of clicks; form collects the inputs of a modal.
export function blocks(list, context, onAction, form) {
  return (list ?? []).map((block) => drawBlock(block, context, onAction, form))
}

function drawBlock(block, context, onAction, form) {
  switch (block.type) {
    case 'rich_text': return richText(block, context)
    case 'header': return el('h4', { class: 'block-header' }, block.text.text)
    case 'divider': return el('hr')
    case 'section': return section(block, context, onAction, form)
    case 'context': return el('div', { class: 'block-context' }, block.elements.map((item) => contextItem(item, context)))
    case 'actions':
      return el('div', { class: 'block-actions' }, block.elements.map((item) => element(block, item, context, onAction, form)))
    case 'image': return image(block, context)
    case 'input': return inputBlock(block, form)
    default: return unknown('block', block.type)
  }
}

function image(block, context) {
  const name = block.alt_text || 'Picture'
  if (block.slack_file?.id) return fileShown('/control/file?id=' + block.slack_file.id, 'image/png', name)
  return el('p', {}, link(block.image_url ?? '', '🖼️ ' + name, context))
}

function section(block, context, onAction, form) {
  const fields = (block.fields ?? []).map((field) => el('div', {}, textObject(field, context)))
  return el(
    'div',
    { class: 'block-section' },
    el('div', { class: 'block-text' }, block.text ? textObject(block.text, context) : [], fields),
    block.accessory ? element(block, block.accessory, context, onAction, form) : [],
  )
}

export function textObject(object, context) {
  return object.type === 'mrkdwn' ? mrkdwn(object.text, context) : [object.text]
}

// What Slack can show and this page cannot is said, for nothing that an app sends may vanish.
export const unknown = (what, type) => el('p', { class: 'unknown-block', role: 'note' }, 'The sandbox cannot show this ' + what + ': ' + type)

function contextItem(item, context) {
  if (item.type === 'image') return el('span', {}, '🖼️ ' + (item.alt_text ?? ''))
  if (typeof item.text !== 'string') return unknown('element', item.type)
  return el('span', {}, textObject(item, context))
}

function element(block, item, context, onAction, form) {
  if (item.type === 'button') return button(block, item, context, onAction)
  if (item.type === 'overflow') return overflow(block, item, onAction)
  if (item.type === 'image') return image(item, context)
  const fields = { get: () => undefined, label: () => undefined, chosen: () => undefined, ...form, set: told(form, item, onAction) }
  return inputFor(block, item, fields)
}

const told = (form, item, onAction) => (block, value, ...more) => {
  form?.set(block, value, ...more)
  return sure(item, () => onAction(block, item, value))
}

// A click that has to be confirmed is asked about first.
async function sure(item, act) {
  if (!item.confirm || (await ask(item.confirm))) return act()
}

function button(block, item, context, onAction) {
  const press = () => sure(item, () => {
    onAction(block, item)
    const opened = item.url ? link(item.url, undefined, context) : undefined
    if (opened && opened.click) opened.click()
  })
  const label = item.accessibility_label
  return el('button', { type: 'button', class: 'button ' + (item.style ?? ''), 'aria-label': label, onclick: press }, item.text.text)
}

function overflow(block, item, onAction) {
  const entries = item.options.map((option) => ({ label: option.text.text, choose: () => sure(item, () => onAction(block, item, option.value)) }))
  return menu('More actions', '⋯', entries)
}

const groups = new Set(['checkboxes', 'radio_buttons', 'multi_static_select', 'multi_users_select', 'multi_conversations_select', 'multi_channels_select'])

function inputBlock(block, form) {
  const id = 'input-' + block.block_id
  const error = el('p', { class: 'error', id: id + '-error', role: 'alert' })
  form.errors.set(block.block_id, error)
  const control = inputFor(block, block.element, form, id)
  const optional = block.optional ? el('span', { class: 'quiet' }, ' (optional)') : []
  return el(
    'div',
    { class: 'field' },
    el(groups.has(block.element.type) ? 'p' : 'label', { class: 'label', for: groups.has(block.element.type) ? undefined : id }, block.label.text, optional),
    control,
    block.hint ? el('p', { class: 'quiet small' }, block.hint.text) : [],
    error,
  )
}
`
