import { blockId } from './composition.js'
import {
  boolean,
  integer,
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

/** `rich_text`: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
const style = optional(
  object({
    bold: optional(boolean),
    italic: optional(boolean),
    strike: optional(boolean),
    code: optional(boolean),
    highlight: optional(boolean),
    client_highlight: optional(boolean),
    unlink: optional(boolean),
    underline: optional(boolean),
  }),
)

const kind = (name: string) => required(oneOf(name))

const inline = variants({
  text: object({ type: kind('text'), text: required(string()), style }),
  link: object({
    type: kind('link'),
    url: required(url(3000)),
    text: optional(string()),
    unsafe: optional(boolean),
    style,
  }),
  user: object({ type: kind('user'), user_id: required(string()), style }),
  usergroup: object({ type: kind('usergroup'), usergroup_id: required(string()), style }),
  channel: object({ type: kind('channel'), channel_id: required(string()), style }),
  team: object({ type: kind('team'), team_id: required(string()), style }),
  broadcast: object({ type: kind('broadcast'), range: required(oneOf('here', 'channel', 'everyone')), style }),
  color: object({ type: kind('color'), value: required(string()), style }),
  emoji: object({
    type: kind('emoji'),
    name: required(string()),
    unicode: optional(string()),
    skin_tone: optional(integer({ min: 1, max: 6 })),
    url: optional(url(3000)),
    style,
  }),
  date: object({
    type: kind('date'),
    timestamp: required(integer({ min: 0, max: 9_999_999_999 })),
    format: required(string()),
    url: optional(url(3000)),
    fallback: optional(string()),
    style,
  }),
})

const elements = required(list(inline, { min: 0 }))
const border = optional(integer({ min: 0, max: 1 }))
const indent = optional(integer({ min: 0, max: 8 }))
const section: Check = object({ type: kind('rich_text_section'), elements })

const containers = variants({
  rich_text_section: section,
  rich_text_quote: object({ type: kind('rich_text_quote'), elements, border }),
  rich_text_preformatted: object({
    type: kind('rich_text_preformatted'),
    elements,
    border,
    language: optional(string()),
  }),
  rich_text_list: object({
    type: kind('rich_text_list'),
    style: required(oneOf('bullet', 'ordered')),
    elements: required(list(variants({ rich_text_section: section }))),
    indent,
    offset: optional(integer({ min: 0, max: 10_000 })),
    border,
  }),
})

export const richText = object({
  type: kind('rich_text'),
  block_id: blockId,
  elements: required(list(containers, { min: 0 })),
})
