import { describe, expect, it } from 'vitest'
import { parseReaction } from '../../src/webhook/reaction-event.js'
import type { Envelope } from '../../src/webhook/envelope.js'

const reaction = {
  type: 'reaction_added',
  user: 'U1',
  reaction: 'eyes',
  item: { type: 'message', channel: 'C1', ts: '1795446240.000100' },
  item_user: 'UBOT',
  event_ts: '1795446250.000200',
}
const parse = (changes: object, envelope: Partial<Envelope> = {}) =>
  parseReaction({
    workspaceId: 'T1',
    botUserId: 'UBOT',
    eventId: 'Ev1',
    isShared: false,
    event: { ...reaction, ...changes },
    ...envelope,
  })

describe('a reaction', () => {
  it('says who put which emoji on what, and is one event however often it comes', () => {
    expect(parse({})).toEqual({
      type: 'reaction',
      workspaceId: 'T1',
      identities: ['reaction:C1:1795446240.000100:U1:eyes:1795446250.000200', 'event:Ev1'],
      post: { channelId: 'C1', messageId: '1795446240.000100' },
      emoji: '👀',
      author: { type: 'member', id: 'U1' },
    })
  })

  it.each([
    ['white_check_mark', '✅'],
    ['wave::skin-tone-5', '👋'],
    ['our-logo', ':our-logo:'],
  ])('%s is %s', (name, emoji) => {
    expect(parse({ reaction: name })?.emoji).toBe(emoji)
  })

  it.each([
    ['of the app itself', { user: 'UBOT' }],
    ['of nobody', { user: undefined }],
    ['on a file', { item: { type: 'file', file: 'F1' } }],
    ['without a name', { reaction: '' }],
  ])('%s concerns nobody', (_what, changes) => {
    expect(parse(changes)).toBeUndefined()
  })
})
