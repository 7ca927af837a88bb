/** Module `inputs.js` of the page: the inputs of a modal. What one holds is its text, or the values of its options. */
export const inputsModule = String.raw`
import { el } from './dom.js'
import { combobox } from './combobox.js'
import { toFiles } from './files.js'
import { context } from './view.js'

// Draws an input. form.set keeps what it holds under its block; form.get gives it back after a redraw.
export function inputFor(block, item, form, id) {
  const keep = (value) => form.set(block, value)
  const kept = form.get(block)
  const name = id ? undefined : (item.placeholder?.text ?? 'Choose')
  const described = { id, 'aria-label': name, 'aria-describedby': id ? id + '-error' : undefined }
  const people = () => context.members().map(({ id: value, name: label }) => ({ value, label }))
  const places = () => context.channels().map(({ id: value, name: label }) => ({ value, label: '#' + label }))
  switch (item.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'rich_text_input':
    case 'url_text_input': return textInput(item, described, keep, kept)
    case 'datepicker': return timeInput('date', item.initial_date, described, keep, kept)
    case 'timepicker': return timeInput('time', item.initial_time, described, keep, kept)
    case 'datetimepicker': return moment(item, described, keep, kept)
    case 'file_input': return fileInput(item, described, keep)
    case 'static_select': return select(item, described, groupsOf(item), item.initial_option?.value, keep, kept)
    case 'users_select': return select(item, described, [{ options: people() }], item.initial_user, keep, kept)
    case 'channels_select': return select(item, described, [{ options: places() }], item.initial_channel, keep, kept)
    case 'conversations_select': return select(item, described, [{ options: places() }], item.initial_conversation, keep, kept)
    case 'external_select':
    case 'multi_external_select': return combobox(block, item, described, form)
    case 'checkboxes': return choices(block, groupsOf(item), 'checkbox', valuesIn(item.initial_options), keep, kept)
    case 'multi_static_select': return choices(block, groupsOf(item), 'checkbox', valuesIn(item.initial_options), keep, kept)
    case 'multi_users_select': return choices(block, [{ options: people() }], 'checkbox', item.initial_users, keep, kept)
    case 'multi_conversations_select': return choices(block, [{ options: places() }], 'checkbox', item.initial_conversations, keep, kept)
    case 'multi_channels_select': return choices(block, [{ options: places() }], 'checkbox', item.initial_channels, keep, kept)
    case 'radio_buttons': return choices(block, groupsOf(item), 'radio', valuesIn([item.initial_option].filter(Boolean)), keep, kept)
    default: return el('p', { class: 'unknown-block', role: 'note' }, 'The sandbox cannot show this element: ' + item.type)
  }
}

const valuesIn = (options) => (options ?? []).map((option) => option.value)
const plain = (option) => ({ value: option.value, label: option.text.text, description: option.description?.text })

function groupsOf(item) {
  const groups = item.option_groups ?? [{ options: item.options ?? [] }]
  return groups.map((group) => ({ label: groups.length > 1 ? group.label?.text : undefined, options: group.options.map(plain) }))
}

function textInput(item, described, keep, kept) {
  const props = {
    ...described,
    placeholder: item.placeholder?.text,
    maxlength: item.max_length,
    autofocus: item.focus_on_load,
    oninput: (event) => keep(event.target.value),
  }
  const isLong = item.multiline || item.type === 'rich_text_input'
  const node = isLong ? el('textarea', { ...props, rows: 4 }) : el('input', { ...props, type: 'text', autocomplete: 'off' })
  node.value = kept ?? item.initial_value ?? ''
  return node
}

function timeInput(type, initial, described, keep, kept) {
  const node = el('input', { ...described, type, onchange: (event) => keep(event.target.value) })
  node.value = kept ?? initial ?? ''
  return node
}

// A moment is a number of seconds; the field shows it in the time of the browser.
function moment(item, described, keep, kept) {
  const change = (event) => keep(event.target.value === '' ? '' : Math.floor(new Date(event.target.value).getTime() / 1000))
  const node = el('input', { ...described, type: 'datetime-local', onchange: change })
  const seconds = kept ?? item.initial_date_time
  const local = (at) => new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16)
  node.value = typeof seconds === 'number' ? local(new Date(seconds * 1000)) : ''
  return node
}

function fileInput(item, described, keep) {
  const accept = item.filetypes?.map((type) => '.' + type).join(',')
  const change = async (event) => keep(await toFiles(event.target.files))
  return el('input', { ...described, type: 'file', multiple: (item.max_files ?? 10) > 1, accept, onchange: change })
}

function select(item, described, groups, initial, keep, kept) {
  const entries = groups.map(({ label, options }) => {
    const drawn = options.map((option) => el('option', { value: option.value }, option.label))
    return label ? el('optgroup', { label }, drawn) : drawn
  })
  const node = el(
    'select',
    { ...described, onchange: (event) => keep(event.target.value) },
    el('option', { value: '' }, item.placeholder?.text ?? 'Choose one'),
    entries,
  )
  node.value = kept ?? initial ?? ''
  return node
}

function choices(block, groups, kind, initial, keep, kept) {
  const selected = new Set([kept ?? initial ?? []].flat())
  const change = (option) => (event) => {
    if (kind === 'radio') selected.clear()
    if (event.target.checked) selected.add(option.value)
    else selected.delete(option.value)
    keep(kind === 'radio' ? [...selected].join('') : [...selected])
  }
  const choice = (option) => {
    const box = el('input', { type: kind, name: 'choice-' + block.block_id, onchange: change(option) })
    box.checked = selected.has(option.value)
    return el('label', { class: 'choice' }, box, ' ', option.label, option.description ? el('span', { class: 'quiet' }, ' ' + option.description) : [])
  }
  return el('fieldset', { class: 'choices', 'aria-label': block.label?.text ?? 'Choose' }, groups.map(({ label, options }) =>
    [label ? el('p', { class: 'group' }, label) : [], options.map(choice)]))
}
`
