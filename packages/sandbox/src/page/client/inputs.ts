/** Module `inputs.js` of the page: the inputs of a modal. What one holds is its text, or the values of its options. */
export const inputsModule = String.raw`
import { el } from './dom.js'
import { combobox } from './combobox.js'

// Draws an input. form.set keeps what it holds under its block; form.get gives it back after a redraw.
export function inputFor(block, item, form, id) {
  const keep = (value) => form.set(block, value)
  const kept = form.get(block)
  const described = { id, 'aria-describedby': id ? id + '-error' : undefined }
  switch (item.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input': return textInput(item, described, keep, kept)
    case 'static_select': return select(item, described, keep, kept)
    case 'external_select': return combobox(block, item, described, form)
    case 'checkboxes': return choices(item, 'checkbox', keep, kept)
    case 'radio_buttons': return choices(item, 'radio', keep, kept)
    default: return el('p', { class: 'quiet' }, 'The sandbox cannot show a ' + item.type + '.')
  }
}

function textInput(item, described, keep, kept) {
  const props = {
    ...described,
    placeholder: item.placeholder?.text,
    maxlength: item.max_length,
    oninput: (event) => keep(event.target.value),
  }
  const node = item.multiline ? el('textarea', { ...props, rows: 4 }) : el('input', { ...props, type: 'text', autocomplete: 'off' })
  node.value = kept ?? item.initial_value ?? ''
  return node
}

const optionsOf = (item) => [...(item.options ?? []), ...(item.option_groups ?? []).flatMap((group) => group.options)]

function select(item, described, keep, kept) {
  const entries = optionsOf(item).map((option) => el('option', { value: option.value }, option.text.text))
  const node = el(
    'select',
    { ...described, onchange: (event) => keep(event.target.value) },
    el('option', { value: '' }, item.placeholder?.text ?? 'Choose one'),
    entries,
  )
  node.value = kept ?? item.initial_option?.value ?? ''
  return node
}

function choices(item, kind, keep, kept) {
  const options = optionsOf(item)
  const initial = kind === 'radio' ? [item.initial_option].filter(Boolean) : (item.initial_options ?? [])
  const selected = new Set(kept === undefined ? initial.map((option) => option.value) : [kept].flat())
  const change = (option) => (event) => {
    if (kind === 'radio') selected.clear()
    if (event.target.checked) selected.add(option.value)
    else selected.delete(option.value)
    keep(kind === 'radio' ? [...selected].join('') : [...selected])
  }
  return el('fieldset', {}, options.map((option) => {
    const box = el('input', { type: kind, name: item.action_id, onchange: change(option) })
    box.checked = selected.has(option.value)
    return el('label', { class: 'choice' }, box, ' ', option.text.text)
  }))
}
`
