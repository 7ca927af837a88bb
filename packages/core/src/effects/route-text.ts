import { afterRefusal, isOpen, type BreakerNews } from '../domain/breaker.js'
import type { Effect } from '../domain/effect.js'
import {
  availableSender,
  chooseSender,
  keyOf,
  trialsOf,
  verdictOn,
  type Breakers,
  type Choice,
} from '../domain/fail-over.js'
import type { Line, Sender } from '../domain/line.js'
import type { Message } from '../domain/message.js'
import { fitsInOneText } from '../domain/outbound-file.js'
import { sendersFor, type SenderRefusal } from '../domain/sender.js'
import { fitsRoom } from '../domain/text-room.js'
import { changeBreakers, putOnTrial, readBreakers } from '../flows/breakers.js'
import type { Detour } from '../flows/tell-of-detour.js'
import type { Flow } from '../flows/flow.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import type { Refused } from '../ports/outcome.js'
import type { Outside } from './step.js'

/** Which sender a text leaves by, and why it is not the one it should have been. */
export interface TextRoute {
  readonly sender?: Sender
  readonly detour?: Detour
}

/** Chooses the sender of a text that is about to be handed over. */
export async function routeText(
  flow: Flow,
  message: Message,
  { conversation, line }: FoundConversation,
  outside: Outside,
  refusals: readonly SenderRefusal[] = [],
): Promise<TextRoute> {
  const senders = line ? sendersFor(line, conversation.sender) : []
  const [preferred, another] = senders
  if (!preferred || !another) return { sender: preferred }
  const breakers = await readBreakers(flow)
  const choice: Choice = { senders, breakers, refusals, fits: fitsAt(message, outside), now: flow.now }
  const sender = chooseSender(choice) ?? preferred
  const trials = trialsOf(breakers, sender, flow.now)
  if (trials.length > 0) await putOnTrial(flow, trials)
  return sender === preferred ? { sender } : { sender, detour: detourFrom(preferred, choice) }
}

/** What a sender cannot carry is not given to it, however well it is. */
function fitsAt({ files = [], text }: Message, { providers }: Outside): (sender: Sender) => boolean {
  return ({ provider }) => {
    const capabilities = providers[provider]?.capabilities
    if (!capabilities || !fitsRoom(text, capabilities)) return false
    const along = files.filter(({ isLinked }) => !isLinked)
    return fitsInOneText(along, capabilities.media)
  }
}

function detourFrom(preferred: Sender, { breakers, fits, refusals }: Choice): Detour {
  const category = refusals.find(({ sender }) => keyOf(sender) === keyOf(preferred))?.category
  if (!category && !fits(preferred)) return { instead: preferred, reason: 'unfit' }
  const breaker = breakers[preferred.provider] ?? breakers[keyOf(preferred)]
  return { instead: preferred, reason: category ?? breaker?.because ?? 'unavailable', since: breaker?.openedAtMs }
}

export interface RefusedAt {
  readonly messageId: string
  readonly sender: Sender
  /** Of this text, before. */
  readonly refusals?: readonly SenderRefusal[]
}

/**
 * A sender has definitely refused a text: what is to be done instead, when another sender can do better, and `undefined`
 * when the text stays where it is. What nobody knows the end of never comes here.
 */
export async function divertText(
  flow: Flow,
  { messageId, refusals = [], sender }: RefusedAt,
  outside: Outside,
  refused: Refused,
): Promise<Effect | undefined> {
  const verdict = verdictOn(refused, sender)
  const message = verdict && (await flow.tx.messages.find(messageId))
  const found = message && (await findConversation(flow, message.conversationId))
  if (!verdict || !message || !found?.line || found.line.senders.length < 2) return undefined

  const { breaker } = verdict
  const breakers = breaker ? await note(flow, breaker.key, breaker.news) : await readBreakers(flow)
  const isGone = !refused.retryable || (breaker !== undefined && isOpen(breakers[breaker.key], flow.now))
  const after = refused.retryable ? refusals : [...refusals, { sender, category: refused.failure.category }]
  if (!isGone || !hasOther(flow, found.line, message, { breakers, refusals: after }, outside)) return undefined
  return { type: 'send-text', messageId, refusals: after }
}

type Known = Pick<Choice, 'breakers' | 'refusals'>

function hasOther(flow: Flow, line: Line, message: Message, known: Known, outside: Outside): boolean {
  const senders = sendersFor(line, undefined)
  return availableSender({ ...known, senders, fits: fitsAt(message, outside), now: flow.now }) !== undefined
}

function note(flow: Flow, key: string, news: BreakerNews): Promise<Breakers> {
  return changeBreakers(flow, (before) => ({ ...before, [key]: afterRefusal(before[key], news, flow.now) }))
}
