/** Module `blocks.js` of the page: draws the blocks of messages and modals. */
export const blocksModule = String.raw`
import { el } from './dom.js'
import { link, mrkdwn, richText } from './text.js'
import { inputFor } from './inputs.js'

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
    case 'image': return el('p', {}, link(block.image_url ?? '', '🖼️ ' + (block.alt_text || 'Picture'), context))
    case 'input': return inputBlock(block, form)
    default: return el('p', { class: 'quiet' }, '(' + block.type + ')')
  }
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

function contextItem(item, context) {
  if (item.type === 'image') return el('span', {}, '🖼️ ' + (item.alt_text ?? ''))
  return el('span', {}, textObject(item, context))
}

function element(block, item, context, onAction, form) {
  if (item.type === 'button') return button(block, item, context, onAction)
  if (item.type === 'overflow') return chooser(block, item, onAction, '⋯')
  if (item.type === 'static_select') return chooser(block, item, onAction, item.placeholder?.text ?? 'Choose')
  if (form) return inputFor(block, item, form)
  return el('span', { class: 'quiet' }, '(' + item.type + ')')
}

function button(block, item, context, onAction) {
  const press = () => {
    const question = item.confirm ? [item.confirm.title?.text, item.confirm.text?.text].filter(Boolean).join('\n\n') : ''
    if (question && !window.confirm(question)) return
    onAction(block, item)
    const opened = item.url ? link(item.url, undefined, context) : undefined
    if (opened && opened.click) opened.click()
  }
  const label = item.accessibility_label
  return el('button', { type: 'button', class: 'button ' + (item.style ?? ''), 'aria-label': label, onclick: press }, item.text.text)
}

function chooser(block, item, onAction, label) {
  const options = [...(item.options ?? []), ...(item.option_groups ?? []).flatMap((group) => group.options)]
  const choose = (event) => {
    const option = options[Number(event.target.value)]
    if (option) onAction(block, item, option.value)
  }
  const entries = options.map((option, at) => el('option', { value: at }, option.text.text))
  return el('select', { 'aria-label': label, onchange: choose }, el('option', { value: '' }, label), entries)
}

function inputBlock(block, form) {
  const id = 'input-' + block.block_id
  const error = el('p', { class: 'error', id: id + '-error', role: 'alert' })
  form.errors.set(block.block_id, error)
  const control = inputFor(block, block.element, form, id)
  const optional = block.optional ? el('span', { class: 'quiet' }, ' (optional)') : []
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, block.label.text, optional),
    control,
    block.hint ? el('p', { class: 'quiet' }, block.hint.text) : [],
    error,
  )
}
`
