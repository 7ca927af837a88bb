import { actionId, plainText } from './composition.js'
import { richText } from './rich-text.js'
import { boolean, integer, list, object, oneOf, optional, required, string, type Check, type Field } from './schema.js'

type Fields = Readonly<Record<string, Field>>

const type = (name: string): Fields => ({ type: required(oneOf(name)) })
const placeholder: Fields = { placeholder: optional(plainText(150)) }

const dispatch = object({
  trigger_actions_on: optional(list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 })),
})
const typing = (name: string, fields: Fields): Check =>
  object({
    ...type(name),
    ...placeholder,
    action_id: actionId,
    focus_on_load: optional(boolean),
    dispatch_action_config: optional(dispatch),
    ...fields,
  })

/** Elements that can stand only in an `input` block. */
export const fieldsToType: Readonly<Record<string, Check>> = {
  plain_text_input: typing('plain_text_input', {
    initial_value: optional(string({ min: 0, max: 3000 })),
    multiline: optional(boolean),
    min_length: optional(integer({ min: 0, max: 3000 })),
    max_length: optional(integer({ min: 1, max: 3000 })),
  }),
  email_text_input: typing('email_text_input', { initial_value: optional(string({ min: 0 })) }),
  url_text_input: typing('url_text_input', { initial_value: optional(string({ min: 0 })) }),
  number_input: typing('number_input', {
    is_decimal_allowed: required(boolean),
    initial_value: optional(string()),
    min_value: optional(string()),
    max_value: optional(string()),
  }),
  rich_text_input: typing('rich_text_input', { initial_value: optional(richText) }),
  file_input: object({
    ...type('file_input'),
    action_id: actionId,
    filetypes: optional(list(string({ max: 20 }))),
    max_files: optional(integer({ min: 1, max: 10 })),
  }),
}
