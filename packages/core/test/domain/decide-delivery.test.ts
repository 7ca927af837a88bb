import { describe, expect, it } from 'vitest'
import { decideDelivery, type DeliveryQuestion } from '../../src/domain/decide-delivery.js'

const question: DeliveryQuestion = {
  position: 'conversation-thread',
  kind: 'plain',
  author: 'member',
  text: 'Hello',
  hasFiles: false,
  mentionsApp: false,
}
const decide = (changes: Partial<DeliveryQuestion>) => {
  const decision = decideDelivery({ ...question, ...changes })
  return decision.type === 'internal' ? `${decision.reason}${decision.mustTellAuthor ? ', told' : ''}` : decision.type
}

describe('a plain message of a member', () => {
  it.each([
    ['conversation-thread', 'deliver'],
    ['direct-channel', 'deliver'],
    ['moved-thread', 'moved, told'],
    ['former-channel', 'moved, told'],
    ['other-thread', 'not-in-a-conversation'],
    ['channel', 'not-in-a-conversation'],
  ] as const)('in the position %s: %s', (position, expected) => {
    expect(decide({ position })).toBe(expected)
  })

  it.each([
    ['reply-all', 'deliver', 'spoken-to-the-app'],
    ['mention-to-send', 'not-addressed', 'deliver'],
    ['confirm-first', 'ask', 'spoken-to-the-app'],
    ['alerts-only', 'alerts-only, told', 'spoken-to-the-app'],
  ] as const)('in the mode %s: %s, and with a mention of the app %s', (mode, plain, mentioning) => {
    expect(decide({ mode })).toBe(plain)
    expect(decide({ mode, mentionsApp: true })).toBe(mentioning)
  })
})

describe('what is broadcast from a thread', () => {
  it.each([
    ['conversation-thread', 'deliver'],
    ['direct-channel', 'not-a-plain-message'],
    ['former-channel', 'not-a-plain-message'],
  ] as const)('in the position %s: %s', (position, expected) => {
    expect(decide({ position, kind: 'broadcast' })).toBe(expected)
  })
})

describe('no mode lets out', () => {
  const modes = ['reply-all', 'mention-to-send', 'confirm-first', 'alerts-only'] as const
  const kept: readonly (readonly [string, Partial<DeliveryQuestion>])[] = [
    ['an edit, a join, a topic', { kind: 'other' }],
    ['what an app wrote', { author: 'app' }],
    ['what somebody of another company wrote', { author: 'external' }],
    ['a note', { text: '// between us' }],
    ['a locked note', { text: ' 🔒 between us' }],
    ['nothing at all', { text: '  ' }],
  ]
  it.each(kept)('%s', (_what, changes) => {
    const positions = ['conversation-thread', 'direct-channel'] as const
    for (const mode of modes)
      for (const position of positions)
        for (const mentionsApp of [true, false])
          expect(decideDelivery({ ...question, ...changes, mode, position, mentionsApp }).type).toBe('internal')
  })
})
