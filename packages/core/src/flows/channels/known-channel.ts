import type { SendMode } from '../../domain/send-mode.js'
import type { Flow } from '../flow.js'

/** Why a conversation is no longer in a channel that was its own. */
export type LeaveReason = 'archived' | 'deleted' | 'removed' | 'closed' | 'gone'

/** What is remembered of every channel that was made for a conversation. */
export interface KnownChannel {
  readonly conversationId: string
  /** Absent while it lives there. */
  readonly left?: LeaveReason
  readonly isPrivate: boolean
  /** What was texted of what was typed there, when the conversation left. */
  readonly mode?: SendMode
  readonly isShared?: boolean
}

const nameOf = (channelId: string): string => `channel:${channelId}`

export async function findKnownChannel(flow: Flow, channelId: string): Promise<KnownChannel | undefined> {
  return (await flow.tx.settings.find(nameOf(channelId))) as KnownChannel | undefined
}

export async function saveKnownChannel(flow: Flow, channelId: string, known: KnownChannel): Promise<void> {
  await flow.tx.settings.save(nameOf(channelId), known)
}

/** Takes a channel for a conversation. False when it is, or was, the channel of another one. */
export async function takeChannel(flow: Flow, channelId: string, known: KnownChannel): Promise<boolean> {
  const before = (await flow.tx.settings.findForUpdate(nameOf(channelId))) as KnownChannel | undefined
  if (before && before.conversationId !== known.conversationId) return false
  await saveKnownChannel(flow, channelId, known)
  return true
}
