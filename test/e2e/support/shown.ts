import type { SlackMessage } from '@threadline/sandbox'
import type { TestDesk } from './desk.js'

/** Whatever has a sandbox shows what is in it. */
type Shown = Pick<TestDesk, 'sandbox'>

type Json = Readonly<Record<string, unknown>>

/** Messages at the top of a channel, oldest first. */
export function topLevel({ sandbox }: Shown, channel = 'sms'): readonly SlackMessage[] {
  return sandbox.slack
    .messages(channel)
    .filter(({ ts, thread_ts: thread, subtype }) => (!thread || thread === ts) && subtype !== 'tombstone')
}

/** What the app has posted at the top of a channel. */
export function ownPosts(desk: Shown, channel = 'sms'): readonly SlackMessage[] {
  return topLevel(desk, channel).filter((message) => message.bot_id === desk.sandbox.slack.identity.botId)
}

/** The one conversation with a number: the root of its thread. Throws when there is none, or more than one. */
export function rootOf(desk: Shown, number: string): SlackMessage {
  const roots = ownPosts(desk).filter((message) => isHeadedBy(message, number))
  if (roots.length !== 1) throw new Error(`There are ${roots.length} roots for ${number}.`)
  return roots[0] as SlackMessage
}

/** Whether a message is the head of the conversation with a number. */
export function isHeadedBy(message: SlackMessage, number: string): boolean {
  const header = (message.blocks ?? []).find((block) => block['type'] === 'header')
  return header !== undefined && showsNumber(textIn(header), number)
}

/** Whether some words hold a number, in whatever notation. */
export function showsNumber(words: string, number: string): boolean {
  return words.replaceAll(/\D/g, '').includes(number.replaceAll(/\D/g, ''))
}

/** Cards that wait at the bottom of the channel. */
export function cards(desk: Shown): readonly SlackMessage[] {
  return ownPosts(desk).filter((message) => buttons(message).some(({ action_id: id }) => id === 'threadline:hide'))
}

/** Everything with an `action_id` in a message's action blocks. */
export function buttons(message: SlackMessage): readonly Json[] {
  return (message.blocks ?? [])
    .filter((block) => block['type'] === 'actions')
    .flatMap((block) => block['elements'] as readonly Json[])
}

/** The characters that a block, or anything in it, shows. */
export function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join('')
  if (typeof value !== 'object' || value === null) return ''
  const { elements, text } = value as Json
  return (typeof text === 'string' ? text : textIn(text)) + textIn(elements)
}

/** The elements of a message's rich text, however deep. */
export function richElements(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(richElements)
  if (typeof value !== 'object' || value === null) return []
  const { elements } = value as Json
  return elements === undefined ? [value as Json] : richElements(elements)
}

/** Names of the emoji on a message. */
export function marks(desk: Shown, ts: string, channel = 'sms'): readonly string[] {
  const message = desk.sandbox.slack.messages(channel).find((candidate) => candidate.ts === ts)
  return (message?.reactions ?? []).map(({ name }) => name)
}

/** What a phone has got, oldest first. */
export function inbox({ sandbox }: Shown, number: string): readonly string[] {
  return sandbox.carrier.phone(number).inbox.map(({ body }) => body)
}
