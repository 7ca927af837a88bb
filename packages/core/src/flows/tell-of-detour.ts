import { keyOf } from '../domain/fail-over.js'
import { chatLane } from '../domain/lane.js'
import type { Sender } from '../domain/line.js'
import { isShown, type Message } from '../domain/message.js'
import { formatForPeople } from '../domain/phone-number.js'
import type { Flow } from './flow.js'

/** Why a text left by another sender than it should have. */
export interface Detour {
  readonly instead: Sender
  /** The category of a refusal, of this text or of those before it, `unavailable`, or `unfit`. */
  readonly reason: string
  /** When whatever stands in the way began, in milliseconds since 1970. */
  readonly since?: number
}

/** Says in the conversation that texts leave another way; once for as long as the reason lasts. */
export async function tellOfDetour(flow: Flow, message: Message, detour: Detour): Promise<void> {
  const { conversationId, id, sender } = message
  if (!sender || !isShown(message)) return
  const { instead, reason, since = reason } = detour
  const key = `detour:${conversationId}:${keyOf(instead)}:${keyOf(sender)}:${since}`
  if ((await flow.tx.claims.claim(key, id, flow.now)) !== undefined) return
  const from = sender.address === instead.address ? '' : ` from ${formatForPeople(sender.address)}`
  const text = `Sent by ${sender.provider}${from}, because ${instead.provider} ${words[reason] ?? words['unavailable']}.`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}

const words: Readonly<Record<string, string>> = {
  unavailable: 'does not take texts at the moment',
  unfit: 'does not carry texts like this one',
  account: 'has a problem with our account',
  region: 'does not text this country',
  'sender-invalid': 'does not let our number send',
  'sender-unregistered': 'does not let our number send',
}
