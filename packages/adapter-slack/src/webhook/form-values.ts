import type { FormValues, WrittenFile } from '@threadline/core'
import { fieldOfBlock } from '../blocks/index.js'
import { filesOf } from '../web/written-file.js'
import { isObject, listOf, objectOf, textOf, type JsonObject } from '../json.js'

/** Reads what was filled in, by `block_id`: each of our input blocks holds one element. */
export function formValues(state: JsonObject): FormValues {
  const values: Record<string, string | readonly string[]> = {}
  for (const [blockId, elements] of Object.entries(state)) {
    const name = fieldOfBlock(blockId)
    const [element] = Object.values(objectOf(elements))
    const value = valueOf(objectOf(element))
    if (value !== undefined && value.length > 0) values[name] = value
  }
  return values
}

/** What the fields for files hold: Slack tells of each as a message does. */
export function formFiles(state: JsonObject): readonly WrittenFile[] {
  const inputs = Object.values(state).flatMap((elements) => Object.values(objectOf(elements)).map(objectOf))
  return inputs.filter(({ type }) => type === 'file_input').flatMap(filesOf)
}

/**
 * A text input holds its value, a select what is selected in it. An empty one holds `null`.
 *
 * @see https://docs.slack.dev/reference/views#view-state
 */
function valueOf(input: JsonObject): string | readonly string[] | undefined {
  switch (input.type) {
    case 'users_select':
      return textOf(input.selected_user)
    case 'conversations_select':
      return textOf(input.selected_conversation)
    case 'multi_users_select':
      return listOf(input.selected_users).flatMap((id) => textOf(id) ?? [])
    case 'datetimepicker':
      return typeof input.selected_date_time === 'number' ? String(input.selected_date_time) : undefined
    case 'checkboxes':
    case 'multi_static_select':
    case 'multi_external_select':
      return listOf(input.selected_options).flatMap((option) => textOf(objectOf(option).value) ?? [])
    case 'file_input':
      return listOf(input.files).flatMap((file) => textOf(objectOf(file).id) ?? [])
    default:
      return isObject(input.selected_option) ? textOf(input.selected_option.value) : textOf(input.value)
  }
}
