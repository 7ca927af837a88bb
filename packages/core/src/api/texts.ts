import type { Message } from '../domain/message.js'
import { ThreadlineError } from '../errors.js'
import { askAdminAbout } from '../flows/alerts/ask-admin.js'
import type { Decision } from '../flows/broadcasts/decide-unsure.js'
import { decideText } from '../flows/decide-text.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import { cancelText, editScheduled, sendScheduledNow, type ChangeResult } from '../flows/scheduled/change-scheduled.js'
import { sendAgain } from '../flows/send-again.js'
import { refusedText, sendFromHost, type SendRequest, type SendResult } from '../flows/send-from-host.js'

/**
 * Texts that wait for their time, and such as did not arrive. Those that wait survive restarts, leave once, and everything is
 * looked at again when they do.
 */
export interface TextsApi {
  /**
   * The same as `send` with a time.
   *
   * @throws `ThreadlineError` with a `send.*` code; nothing is scheduled then
   */
  schedule(request: SendRequest & { readonly at: Date }): Promise<SendResult>
  /** @throws `ThreadlineError` `send.invalid_time`, `scheduled.not_found` or `scheduled.already_sent` */
  reschedule(messageId: string, at: Date): Promise<Message>
  /**
   * @param options - `files`: ids of those of its files that still go along. @defaultValue all of them
   * @throws `ThreadlineError` with a `send.*` code, `scheduled.not_found` or `scheduled.already_sent`
   */
  edit(messageId: string, text: string, options?: { readonly files?: readonly string[] }): Promise<Message>
  /**
   * Also takes back what a teammate has typed and what waits in the undo window of its line. Once more it changes nothing.
   *
   * @throws `ThreadlineError` `scheduled.not_found` or `scheduled.already_sent`
   */
  cancel(messageId: string): Promise<Message>
  /** @throws `ThreadlineError` with a `send.*` code, `scheduled.not_found` or `scheduled.already_sent` */
  sendNow(messageId: string): Promise<Message>
  /**
   * Sends a text that did not arrive once more, as a new one; only once.
   *
   * @param options - `withLinks`: its files are linked to instead of going along
   * @throws `ThreadlineError` with a `send.*` code: `send.not_failed` when there is no such text, or it was sent again already
   */
  sendAgain(messageId: string, options?: { readonly withLinks?: boolean }): Promise<SendResult>
  /**
   * Decides about a text that people are asked about: one of which nobody knows whether it left, and one that was typed where
   * texts are confirmed first (`message.asked`). `resent` sends it, `left` leaves it as it is. One of a broadcast:
   * `broadcasts.decide`.
   *
   * @returns false when there is nothing to decide any more
   * @throws `ThreadlineError` with a `send.*` code: what stands against sending it
   */
  decide(messageId: string, decision: Decision): Promise<boolean>
  /** Tells the admin of a text that did not arrive; once per text. @returns false when it is none of these */
  askAdmin(messageId: string): Promise<boolean>
  /** The one that leaves next first. `heldBecause` says which could not leave at their time. */
  listScheduled(limit?: number): Promise<readonly Message[]>
}

export function textsApi(deps: FlowDeps, workspaceId: string): TextsApi {
  const change = (work: (flow: Flow) => Promise<ChangeResult>) =>
    inTransaction(deps, workspaceId, async (flow) => changedOrThrow(await work(flow)))
  return {
    schedule: (request) => sendFromHost(deps, workspaceId, request),
    reschedule: (messageId, at) => change((flow) => editScheduled(flow, messageId, { at })),
    edit: (messageId, text, { files: kept } = {}) => change((flow) => editScheduled(flow, messageId, { text, kept })),
    cancel: (messageId) => change((flow) => cancelText(flow, messageId)),
    sendNow: (messageId) => change((flow) => sendScheduledNow(flow, messageId)),
    sendAgain: (messageId, { withLinks = false } = {}) =>
      inTransaction(deps, workspaceId, async (flow) => {
        const result = await sendAgain(flow, messageId, { type: 'host' }, withLinks)
        if (result.type === 'queued')
          return { messageId: result.message.id, conversationId: result.message.conversationId }
        if (result.type === 'refused') throw refusedText(result)
        throw new ThreadlineError('send.not_failed', `There is no text “${messageId}” that did not arrive.`)
      }),
    decide: (messageId, decision) =>
      inTransaction(deps, workspaceId, async (flow) => {
        const result = await decideText(flow, messageId, decision, { type: 'host' })
        if (result.type === 'refused') throw refusedText(result)
        return result.type === 'decided'
      }),
    askAdmin: (messageId) => inTransaction(deps, workspaceId, (flow) => askAdminAbout(flow, messageId, 'host')),
    listScheduled: (limit = 100) => inTransaction(deps, workspaceId, ({ tx }) => tx.messages.scheduled(limit)),
  }
}

function changedOrThrow(result: ChangeResult): Message {
  if (result.type === 'changed') return result.message
  if (result.type === 'refused') throw refusedText(result)
  throw new ThreadlineError(
    result.reason === 'left' ? 'scheduled.already_sent' : 'scheduled.not_found',
    result.sentence,
  )
}
