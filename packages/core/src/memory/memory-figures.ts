import { answersOf, noTexts, sumOf, type TextFigures } from '../domain/figures.js'
import type { Message } from '../domain/message.js'
import type { Figures } from '../ports/storage.js'
import type { MemoryConversations } from './memory-conversations.js'
import type { MemoryMessages } from './memory-messages.js'

/** Sums over the texts of one workspace in memory. */
export function createFigures(messages: MemoryMessages, conversations: MemoryConversations): Figures {
  const ofLine = (lineId: string | undefined) =>
    [...conversations.all()].filter((conversation) => lineId === undefined || conversation.lineId === lineId)

  /** The messages of each time from one bound to the next. */
  function periods(bounds: readonly Date[], lineId: string | undefined): readonly (readonly Message[])[] {
    const ids = new Set(ofLine(lineId).map(({ id }) => id))
    const counted = [...messages.all()].filter(
      ({ conversationId, status }) =>
        status !== 'canceled' && status !== 'scheduled' && (lineId === undefined || ids.has(conversationId)),
    )
    return bounds.slice(1).map((until, index) => {
      const since = bounds[index] ?? until
      return counted.filter(({ createdAt }) => createdAt >= since && createdAt < until)
    })
  }

  return {
    texts: async (bounds, lineId) => periods(bounds, lineId).map((period) => sumOf(period.map(figuresOf))),
    answers: async (bounds, lineId) =>
      periods(bounds, lineId).map((period) =>
        answersOf(
          period.flatMap(({ createdAt, waitingSince }) =>
            waitingSince ? createdAt.getTime() - waitingSince.getTime() : [],
          ),
        ),
      ),
    async conversations(lineId) {
      const all = ofLine(lineId)
      return {
        open: all.filter(({ status }) => status === 'new' || status === 'open' || status === 'pending').length,
        waiting: all.filter(({ notification }) => notification.waiting !== undefined).length,
      }
    },
  }
}

function figuresOf({ direction, failure, segments = 0, status }: Message): TextFigures {
  if (direction === 'inbound') return { ...noTexts, inbound: 1 }
  const isBad = status === 'failed' || status === 'undelivered'
  return {
    ...noTexts,
    outbound: 1,
    segments,
    failed: isBad ? { [failure?.category ?? 'other']: 1 } : {},
    unknown: status === 'unknown' ? 1 : 0,
  }
}
