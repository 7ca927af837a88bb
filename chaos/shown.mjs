/** What the workspace shows: reading blocks as a person would. */

/** What the app has posted at the top of the channel. */
export function ownRoots({ slack }) {
  return slack
    .messages('sms')
    .filter((message) => message.bot_id === slack.identity.botId && message.subtype !== 'tombstone')
    .filter(({ ts, thread_ts: thread }) => !thread || thread === ts)
}

/** Whether a message is the head of the conversation with a number. */
export function isHeadedBy(message, number) {
  const header = (message.blocks ?? []).find((block) => block.type === 'header')
  return header !== undefined && showsNumber(textIn(header), number)
}

export const showsNumber = (words, number) => words.replaceAll(/\D/g, '').includes(number.replaceAll(/\D/g, ''))

/** Ids of the buttons of a message. */
export function buttonsOf(message) {
  return (message.blocks ?? [])
    .filter((block) => block.type === 'actions')
    .flatMap((block) => block.elements.map(({ action_id: id }) => id))
}

/** The characters that a block, or anything in it, shows. */
export function textIn(value) {
  if (Array.isArray(value)) return value.map(textIn).join('')
  if (typeof value !== 'object' || value === null) return ''
  const { elements, text } = value
  return (typeof text === 'string' ? text : textIn(text)) + textIn(elements)
}

/** The text of a customer's or the host's words in a thread, without head and foot. */
export function bodyOf(message) {
  return textIn((message.blocks ?? []).filter((block) => block.type === 'rich_text'))
}
