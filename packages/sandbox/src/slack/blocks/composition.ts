import {
  boolean,
  exactlyOne,
  list,
  object,
  oneOf,
  optional,
  required,
  string,
  url,
  variants,
  type Check,
} from './schema.js'

/** Limits of https://docs.slack.dev/reference/block-kit/composition-objects */
const plain = (max: number): Check =>
  object({ type: required(oneOf('plain_text')), text: required(string({ max })), emoji: optional(boolean) })

const mrkdwn = (max: number): Check =>
  object({ type: required(oneOf('mrkdwn')), text: required(string({ max })), verbatim: optional(boolean) })

/** Plain text of at most `max` characters. */
export const plainText = (max: number): Check => variants({ plain_text: plain(max) })

/** Plain or formatted text of at most `max` characters. */
export const anyText = (max: number): Check => variants({ plain_text: plain(max), mrkdwn: mrkdwn(max) })

export const actionId = optional(string({ max: 255 }))
export const blockId = optional(string({ max: 255 }))

export const confirm = object({
  title: required(plainText(100)),
  text: required(anyText(300)),
  confirm: required(plainText(30)),
  deny: required(plainText(30)),
  style: optional(oneOf('primary', 'danger')),
})

const optionWith = (text: Check, extra: Parameters<typeof object>[0] = {}): Check =>
  object({
    text: required(text),
    value: required(string({ max: 150 })),
    description: optional(plainText(75)),
    ...extra,
  })

/** An option of a select. */
export const option = optionWith(plainText(75))
/** An option of checkboxes or radio buttons, which may be formatted. */
export const richOption = optionWith(anyText(75), { description: optional(anyText(75)) })
/** An entry of an overflow menu, which may be a link. */
export const overflowOption = optionWith(plainText(75), { url: optional(url(3000)) })

export const optionGroup = object({ label: required(plainText(75)), options: required(list(option, { max: 100 })) })

/** What an app answers a `block_suggestion` with. */
export const suggestions = object(
  {
    options: optional(list(option, { min: 0, max: 100 })),
    option_groups: optional(list(optionGroup, { min: 0, max: 100 })),
  },
  exactlyOne('options', 'option_groups'),
)
