import type { ChatActionName } from '@threadline/core'

const prefix = 'threadline:'
const maximumValueLength = 2000

const actionNames: Readonly<Record<ChatActionName, true>> = {
  'send-text': true,
  'open-thread': true,
  hide: true,
  resend: true,
  leave: true,
  'confirm-opt-out': true,
  'not-an-opt-out': true,
}

/** What a Slack button carries to say which of our actions it is, and on what. */
export interface EncodedAction {
  readonly action_id: string
  /** Absent when the action has no subject: Slack has no empty values. */
  readonly value?: string
}

/** A clicked button, as core knows it. `subject` is empty when the view gave none. */
export interface DecodedAction {
  readonly action: ChatActionName
  readonly subject: string
}

/**
 * Names a button. Throws `RangeError` when the subject is longer than the 2,000 characters a button holds.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements/button-element
 */
export function encodeAction(action: ChatActionName, subject: string): EncodedAction {
  if (subject.length > maximumValueLength) throw new RangeError('The subject of an action is too long for a button.')
  const action_id = `${prefix}${action}`
  return subject === '' ? { action_id } : { action_id, value: subject }
}

/** Reads a clicked button, or `undefined` when it is not one of ours. */
export function decodeAction(clicked: { action_id?: unknown; value?: unknown }): DecodedAction | undefined {
  const { action_id: id, value = '' } = clicked
  if (typeof id !== 'string' || !id.startsWith(prefix)) return undefined
  const action = id.slice(prefix.length)
  if (!isActionName(action) || typeof value !== 'string' || value.length > maximumValueLength) return undefined
  return { action, subject: value }
}

function isActionName(name: string): name is ChatActionName {
  return Object.hasOwn(actionNames, name)
}
