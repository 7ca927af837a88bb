import type { ActionName } from '@threadline/core'
import { wellFormed } from '../text/index.js'

const prefix = 'threadline:'
const maximumValueLength = 2000

const actions: Readonly<Record<ActionName, true>> = {
  'send-text': true,
  'open-thread': true,
  hide: true,
  resend: true,
  leave: true,
  retry: true,
  reword: true,
  'other-number': true,
  'send-as-link': true,
  'ask-admin': true,
  'confirm-opt-out': true,
  'not-an-opt-out': true,
  assign: true,
  claim: true,
  close: true,
  reopen: true,
  'send-typed': true,
  'keep-inside': true,
  'channel-mode': true,
  'create-channel': true,
  'close-channel': true,
  details: true,
  scheduled: true,
  'edit-scheduled': true,
  'cancel-scheduled': true,
  'send-scheduled': true,
  inbox: true,
  'refresh-home': true,
  settings: true,
  'line-settings': true,
  'line-sending': true,
  'line-automations': true,
  'line-consent': true,
  'keyword-rules': true,
  'add-keyword-rule': true,
  'edit-keyword-rule': true,
  'remove-keyword-rule': true,
  'raise-keyword-rule': true,
  templates: true,
  'add-template': true,
  'edit-template': true,
  'remove-template': true,
  'fill-template': true,
  'send-template': true,
  'check-text': true,
  contacts: true,
  'add-contact': true,
  'edit-contact': true,
  'text-contact': true,
  'block-contact': true,
  'unblock-contact': true,
  'unmerge-contact': true,
  'opt-out-contact': true,
  'opt-in-contact': true,
  broadcast: true,
  'start-broadcast': true,
  'pause-broadcast': true,
  'cancel-broadcast': true,
  'unsure-broadcast': true,
  'leave-unsure': true,
}

/** Every action there is. */
export const actionNames = Object.keys(actions) as readonly ActionName[]

/** What a Slack button carries to say which of our actions it is, and on what. */
export interface EncodedAction {
  readonly action_id: string
  /** Absent when the action has no subject: Slack has no empty values. */
  readonly value?: string
}

/** A clicked button, as core knows it. `subject` is empty when the view gave none. */
export interface DecodedAction {
  readonly action: ActionName
  readonly subject: string
}

/**
 * Names a button. Throws `RangeError` when the subject is longer than the 2,000 characters a button holds.
 *
 * @param place - tells apart buttons of one action in one block, where Slack wants every `action_id` once
 * @see https://docs.slack.dev/reference/block-kit/block-elements/button-element
 */
export function encodeAction(action: ActionName, subject: string, place = 0): EncodedAction {
  if (subject.length > maximumValueLength) throw new RangeError('The subject of an action is too long for a button.')
  const action_id = `${prefix}${action}${place === 0 ? '' : `#${place}`}`
  return subject === '' ? { action_id } : { action_id, value: wellFormed(subject) }
}

/** Reads a clicked button, or `undefined` when it is not one of ours. */
export function decodeAction(clicked: { action_id?: unknown; value?: unknown }): DecodedAction | undefined {
  const { action_id: id, value = '' } = clicked
  if (typeof id !== 'string' || !id.startsWith(prefix)) return undefined
  const [action = ''] = id.slice(prefix.length).split('#')
  if (!isActionName(action) || typeof value !== 'string' || value.length > maximumValueLength) return undefined
  return { action, subject: value }
}

/** The `action_id` of an overflow menu, whose options carry the actions. */
export const menuId = `${prefix}menu`

/** Names an option of an overflow menu: the action and its subject, in the 150 characters that an option holds. */
export function encodeOption(action: ActionName, subject: string): string {
  const value = wellFormed(`${action} ${subject}`)
  if (value.length > 150) throw new RangeError('The subject of an action is too long for a menu.')
  return value
}

/** Reads a chosen option of an overflow menu, or `undefined` when it is not one of ours. */
export function decodeOption(value: unknown): DecodedAction | undefined {
  const [, action = '', subject = ''] = /^(\S+) (.*)$/s.exec(String(value)) ?? []
  return isActionName(action) ? { action, subject } : undefined
}

/** Whether one of our actions has this name. */
export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actions, name)
}
