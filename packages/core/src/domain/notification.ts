import type { NotificationState, PostRef } from './conversation.js'

/** What can happen to a conversation as far as its notification card is concerned. */
export type NotificationInput =
  /** `isAnnounced`: the text is shown in the shared channel anyway, as the root of a new conversation. */
  | { readonly type: 'inbound'; readonly messageId: string; readonly at: Date; readonly isAnnounced: boolean }
  | { readonly type: 'reply'; readonly at: Date }
  | { readonly type: 'hide' }
  | { readonly type: 'timer'; readonly at: Date }

export interface NotificationDecision {
  readonly state: NotificationState
  /** A card is to be posted now. */
  readonly isCardDue: boolean
  /** The live card has had its day. */
  readonly obsoleteCard?: PostRef
}

/**
 * Decides when a card is posted: at once when the conversation was quiet for the window, otherwise by a timer that
 * fires one window after the last activity if the newest text is still an unanswered inbound one.
 *
 * The timer is armed exactly when `state.dueAt` is set.
 *
 * @param windowMs - milliseconds of quiet before a card is posted
 */
export function decideNotification(
  state: NotificationState,
  input: NotificationInput,
  windowMs: number,
): NotificationDecision {
  switch (input.type) {
    case 'inbound':
      return onInbound(state, input, windowMs)
    case 'reply':
      return { state: { lastActivityAt: input.at }, isCardDue: false, obsoleteCard: state.card }
    case 'hide':
      return { state: { lastActivityAt: state.lastActivityAt }, isCardDue: false, obsoleteCard: state.card }
    case 'timer':
      return onTimer(state, input.at)
    default:
      return input satisfies never
  }
}

function onInbound(
  state: NotificationState,
  input: Extract<NotificationInput, { type: 'inbound' }>,
  windowMs: number,
): NotificationDecision {
  const next: NotificationState = {
    lastActivityAt: input.at,
    waiting: { messageId: input.messageId, since: state.waiting?.since ?? input.at },
    card: state.card,
  }
  if (input.isAnnounced) return { state: next, isCardDue: false }
  if (wasQuiet(state, input.at, windowMs)) return { state: next, isCardDue: true }
  return { state: { ...next, dueAt: new Date(input.at.getTime() + windowMs) }, isCardDue: false }
}

function wasQuiet(state: NotificationState, at: Date, windowMs: number): boolean {
  return state.lastActivityAt === undefined || at.getTime() - state.lastActivityAt.getTime() >= windowMs
}

function onTimer(state: NotificationState, at: Date): NotificationDecision {
  if (!state.dueAt || state.dueAt > at) return { state, isCardDue: false }
  const { dueAt: _fired, ...disarmed } = state
  return { state: disarmed, isCardDue: state.waiting !== undefined }
}
