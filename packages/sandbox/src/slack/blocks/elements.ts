import {
  actionId,
  anyText,
  confirm,
  option,
  optionGroup,
  overflowOption,
  plainText,
  richOption,
} from './composition.js'
import {
  boolean,
  exactlyOne,
  integer,
  list,
  object,
  oneOf,
  optional,
  pattern,
  required,
  string,
  url,
  type Check,
  type Field,
} from './schema.js'
import { strayInitialOptions } from './initial-options.js'

type Fields = Readonly<Record<string, Field>>

const type = (name: string): Fields => ({ type: required(oneOf(name)) })
const common: Fields = { action_id: actionId, confirm: optional(confirm), focus_on_load: optional(boolean) }
const placeholder: Fields = { placeholder: optional(plainText(150)) }
const several: Fields = { max_selected_items: optional(integer({ min: 1, max: 100 })) }
const date = pattern(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be a date as YYYY-MM-DD')
const time = pattern(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time as HH:mm')
const unixSeconds = integer({ min: 1_000_000_000, max: 9_999_999_999 })

const select = (name: string, fields: Fields): Check => object({ ...type(name), ...common, ...placeholder, ...fields })

const fixed: Fields = {
  options: optional(list(option, { max: 100 })),
  option_groups: optional(list(optionGroup, { max: 100 })),
}

function fixedSelect(name: string, fields: Fields): Check {
  return object({ ...type(name), ...common, ...placeholder, ...fixed, ...fields }, (value, at) => [
    ...exactlyOne('options', 'option_groups')(value, at),
    ...strayInitialOptions(value, at),
  ])
}

const conversationFields: Fields = {
  default_to_current_conversation: optional(boolean),
  filter: optional(
    object({
      include: optional(list(oneOf('im', 'mpim', 'private', 'public'))),
      exclude_external_shared_channels: optional(boolean),
      exclude_bot_users: optional(boolean),
    }),
  ),
}
const one: Fields = { response_url_enabled: optional(boolean) }
const id = string()
const external: Fields = { min_query_length: optional(integer({ min: 0, max: 1000 })) }

/** Every select menu, of one or several. https://docs.slack.dev/reference/block-kit/block-elements */
export const selects: Readonly<Record<string, Check>> = {
  static_select: fixedSelect('static_select', { initial_option: optional(option) }),
  external_select: select('external_select', { ...external, initial_option: optional(option) }),
  users_select: select('users_select', { initial_user: optional(id) }),
  conversations_select: select('conversations_select', {
    ...conversationFields,
    ...one,
    initial_conversation: optional(id),
  }),
  channels_select: select('channels_select', { ...one, initial_channel: optional(id) }),
}

export const multiSelects: Readonly<Record<string, Check>> = {
  multi_static_select: fixedSelect('multi_static_select', { ...several, initial_options: optional(list(option)) }),
  multi_external_select: select('multi_external_select', {
    ...external,
    ...several,
    initial_options: optional(list(option)),
  }),
  multi_users_select: select('multi_users_select', { ...several, initial_users: optional(list(id)) }),
  multi_conversations_select: select('multi_conversations_select', {
    ...conversationFields,
    ...several,
    initial_conversations: optional(list(id)),
  }),
  multi_channels_select: select('multi_channels_select', { ...several, initial_channels: optional(list(id)) }),
}

export const button = object({
  ...type('button'),
  action_id: actionId,
  text: required(plainText(75)),
  url: optional(url(3000)),
  value: optional(string({ max: 2000 })),
  style: optional(oneOf('primary', 'danger')),
  confirm: optional(confirm),
  accessibility_label: optional(string({ max: 75 })),
})

export const image = object(
  {
    ...type('image'),
    alt_text: required(string({ max: 2000 })),
    image_url: optional(url(3000)),
    slack_file: optional(object({ id: optional(id), url: optional(url(3000)) }, exactlyOne('id', 'url'))),
  },
  exactlyOne('image_url', 'slack_file'),
)

const choice = (name: string, fields: Fields): Check =>
  object({ ...type(name), ...common, options: required(list(richOption, { max: 10 })), ...fields }, strayInitialOptions)

/** Elements that can stand in an `actions` block, beside the selects. */
export const controls: Readonly<Record<string, Check>> = {
  button,
  overflow: object({
    ...type('overflow'),
    action_id: actionId,
    options: required(list(overflowOption, { max: 5 })),
    confirm: optional(confirm),
  }),
  checkboxes: choice('checkboxes', { initial_options: optional(list(richOption)) }),
  radio_buttons: choice('radio_buttons', { initial_option: optional(richOption) }),
  datepicker: select('datepicker', { initial_date: optional(date) }),
  timepicker: select('timepicker', { initial_time: optional(time), timezone: optional(string()) }),
  datetimepicker: object({ ...type('datetimepicker'), ...common, initial_date_time: optional(unixSeconds) }),
}

/** Text of a context block. */
export const contextElements: Readonly<Record<string, Check>> = {
  plain_text: anyText(3000),
  mrkdwn: anyText(3000),
  image,
}
