import { isObject } from '../api/arguments.js'
import type { NewFile } from './new-file.js'
import type { Json } from '../state/types.js'

/** What somebody puts into a field: what they type, the value of an option, an id, or several; seconds for a moment; files. */
export type FieldInput = string | number | readonly string[] | readonly NewFile[]

/** Names of the state of each kind of field, and of where it begins. */
const plainFields: Readonly<Record<string, { readonly state: string; readonly initial: string }>> = {
  plain_text_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  users_select: { state: 'selected_user', initial: 'initial_user' },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { state: 'selected_date_time', initial: 'initial_date_time' },
  multi_users_select: { state: 'selected_users', initial: 'initial_users' },
  multi_conversations_select: { state: 'selected_conversations', initial: 'initial_conversations' },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels' },
}

const optionFields: Readonly<Record<string, { readonly state: string; readonly initial: string }>> = {
  static_select: { state: 'selected_option', initial: 'initial_option' },
  external_select: { state: 'selected_option', initial: 'initial_option' },
  radio_buttons: { state: 'selected_option', initial: 'initial_option' },
  overflow: { state: 'selected_option', initial: 'initial_option' },
  multi_static_select: { state: 'selected_options', initial: 'initial_options' },
  multi_external_select: { state: 'selected_options', initial: 'initial_options' },
  checkboxes: { state: 'selected_options', initial: 'initial_options' },
}

/**
 * The state of a field, as payloads give it, after somebody put something in (or left it as it was).
 *
 * @param offered - options an external select has offered
 * @returns `undefined` for an element that holds no state, as a button
 */
export function fieldState(element: Json, input: FieldInput | undefined, offered: readonly Json[]): Json | undefined {
  const type = String(element['type'])
  if (type === 'rich_text_input') return { type, rich_text_value: richTextOf(input, element['initial_value']) }
  const plain = plainFields[type]
  if (plain)
    return { type, [plain.state]: (input === '' ? null : input) ?? element[plain.initial] ?? emptyOf(plain.state) }
  const choice = optionFields[type]
  if (!choice) return undefined
  if (input === undefined) return { type, [choice.state]: element[choice.initial] ?? emptyOf(choice.state) }
  const options = [...fixedOptions(element), ...offered]
  if (choice.state === 'selected_option') return { type, selected_option: input === '' ? null : pick(options, input) }
  const values = typeof input === 'object' ? input : [input]
  return { type, selected_options: values.map((value) => pick(options, value)) }
}

function richTextOf(input: FieldInput | undefined, initial: unknown): unknown {
  if (typeof input !== 'string') return initial ?? null
  if (input === '') return null
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text: input }] }
  return { type: 'rich_text', elements: [section] }
}

/** Whether somebody has filled a field in. */
export function isFilled(state: Json): boolean {
  const [value] = Object.entries(state).flatMap(([name, held]) => (name === 'type' ? [] : [held]))
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** All options of a list that may be in groups. */
export function fixedOptions(holder: Json): readonly Json[] {
  const groups = Array.isArray(holder['option_groups']) ? (holder['option_groups'] as unknown[]).filter(isObject) : []
  const lists = [holder['options'], ...groups.map((group) => group['options'])]
  return lists.flatMap((options) => (Array.isArray(options) ? (options as unknown[]).filter(isObject) : []))
}

function emptyOf(state: string): null | readonly never[] {
  return state.endsWith('s') ? [] : null
}

function pick(options: readonly Json[], chosen: unknown): Json {
  const value = typeof chosen === 'string' ? chosen : JSON.stringify(chosen)
  const option = options.find((candidate) => candidate['value'] === value)
  if (!option) throw new Error(`There is no option with the value "${value}" to choose.`)
  return option
}
