import { describe, expect, it } from 'vitest'
import type { ChatMessageEvent } from '@threadline/core'
import { fc } from './support/fast-check.js'
import { memberMessage, openDesk, type Desk } from './support/desk.js'

/** Where and how somebody says something. Only the first of each list may reach the contact. */
const remark = fc.record({
  place: fc.constantFrom<'conversation' | 'card' | 'other-thread' | 'channel' | 'elsewhere'>(
    'conversation',
    'card',
    'other-thread',
    'channel',
    'elsewhere',
  ),
  author: fc.constantFrom<'full' | 'guest' | 'app' | 'external'>('full', 'full', 'guest', 'app', 'external'),
  kind: fc.constantFrom<ChatMessageEvent['kind']>('plain', 'plain', 'broadcast', 'other'),
  prefix: fc.constantFrom('', '', '//', '🔒 ', '  // '),
  hasFiles: fc.boolean(),
  mentionsApp: fc.boolean(),
})

type Remark = typeof remark extends fc.Arbitrary<infer Value> ? Value : never

/** The rule in the words of the product, written a second time. */
function mayReachTheContact({ author, hasFiles, kind, mentionsApp, place, prefix }: Remark): boolean {
  return place === 'conversation' && author === 'full' && kind !== 'other' && prefix === '' && !hasFiles && !mentionsApp
}

describe('what is said inside', () => {
  it('never reaches a contact, over random histories; what is meant for them does, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(remark, { minLength: 1, maxLength: 25 }), async (remarks) => {
        const desk = await openDesk()
        await desk.text('Hi')
        await desk.wait(180_000)
        await desk.text('Anybody there?')
        for (const [index, one] of remarks.entries()) await say(desk, one, index)
        await desk.wait(60_000)
        const meant = remarks.flatMap((one, index) => (mayReachTheContact(one) ? [`remark ${index}`] : []))
        expect(desk.carrier.texts.map(({ text }) => text)).toEqual(meant)
      }),
      { numRuns: 150 },
    )
  })
})

async function say(desk: Desk, said: Remark, index: number): Promise<void> {
  await desk.chatEvents(
    memberMessage(`${index}`, {
      thread: threadOf(desk, said),
      post: { channelId: said.place === 'elsewhere' ? 'C9' : 'C1', messageId: `human-${index}` },
      author: authorOf(said),
      kind: said.kind,
      text: `${said.prefix}remark ${index}`,
      hasFiles: said.hasFiles,
      mentionsApp: said.mentionsApp,
    }),
  )
}

function threadOf(desk: Desk, { place }: Remark): ChatMessageEvent['thread'] {
  if (place === 'conversation') return desk.root().ref
  if (place === 'card') return desk.views('notification')[0]?.ref ?? { channelId: 'C1', messageId: 'gone' }
  return place === 'other-thread' ? { channelId: 'C1', messageId: 'somebody-else' } : undefined
}

function authorOf({ author }: Remark): ChatMessageEvent['author'] {
  if (author === 'app') return { type: 'app' }
  if (author === 'external') return { type: 'external', id: 'X1' }
  return { type: 'member', id: author === 'full' ? 'U1' : 'UGUEST' }
}

describe('somebody who could think that it went', () => {
  it.each([
    ['a guest', { author: { type: 'member', id: 'UGUEST' } }, 'post-notice'],
    ['somebody from outside', { author: { type: 'external', id: 'X1' } }, 'whisper'],
    ['a member with a file', { hasFiles: true }, 'whisper'],
  ] as const)('%s is told that it did not', async (_who, overrides, how) => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello', overrides)
    expect(desk.carrier.sendCalls).toEqual([])
    const said =
      how === 'whisper'
        ? desk.chat.whispers.map((post) => post.view)
        : desk.views('notice').map(({ post }) => post.view)
    expect(said).toMatchObject([{ text: expect.stringMatching(/^Not sent/) as string }])
  })

  it('keeps a text waiting while the platform cannot say who wrote it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.chat.script('member', { outcome: { type: 'unknown', failure: { category: 'platform-down' } } })
    await desk.reply('hello')
    expect(desk.carrier.sendCalls).toEqual([])
    await desk.wait(60_000)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['hello'])
  })
})
