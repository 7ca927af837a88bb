import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import type { ChatChannels } from '@threadline/core'
import { deskWithConversation } from '../support/at-channel.js'
import { chatDouble } from '../support/chat-double.js'
import { openDesk } from '../support/desk.js'

const never = new Promise<never>(() => undefined)
const beganAt = new Date('2030-01-07T10:00:00Z')
const afterTheLease = new Date(beganAt.getTime() + 120_000)

type Call = 'create' | 'invite' | 'setTopic' | 'archive'

/** A platform whose answer to one call never comes, whether or not it did what it was asked. */
function dyingIn(call: Call, isAccepted: boolean) {
  const chat = chatDouble()
  const whole = chat.channels as ChatChannels
  const die = async (...args: readonly unknown[]) => {
    if (isAccepted) await (whole[call] as (...all: readonly unknown[]) => Promise<unknown>).call(whole, ...args)
    return never
  }
  return { chat, dying: { ...chat, channels: { ...whole, [call]: die } } }
}

describe('a process that dies while it makes a channel', () => {
  const calls: readonly Call[] = ['create', 'setTopic', 'invite']
  const cases = calls.flatMap((call) => [[call, 'done', true] as const, [call, 'not done', false] as const])

  it.each(cases)(
    'in %s, which was %s: the next one ends with one channel, and everybody in it',
    async (call, _, done) => {
      const storage = memoryStorage()
      const { chat, dying } = dyingIn(call, done)
      const first = await deskWithConversation({ storage, clock: fakeClock(beganAt), chat: dying })
      const root = chat.posts[0]?.ref
      const { id: subject } = await first.conversation()
      const author = { type: 'member', id: 'U1' } as const
      const click = {
        type: 'action',
        workspaceId: 'T1',
        identities: ['click'],
        action: 'create-channel',
        subject,
      } as const
      await first.chatEvents({ ...click, author })
      await turns()

      const second = await openDesk({ storage, clock: fakeClock(afterTheLease), chat })
      await second.wait(60_000)
      expect(chat.made).toHaveLength(1)
      expect([...(chat.made[0]?.members ?? [])]).toEqual(['U1'])
      expect(chat.made[0]?.topic).toBeDefined()
      expect(chat.posts.filter(({ post }) => post.view.type === 'panel')).toHaveLength(1)
      const links = chat.posts.filter(({ post: { target, view } }) => target.thread && view.type === 'notice')
      expect(links.map(({ post }) => post.target.thread)).toEqual([root])
    },
  )
})

describe('a process that dies while it archives a channel', () => {
  it.each([
    ['done', true],
    ['not done', false],
  ])('which was %s: the next one ends with it archived', async (_, done) => {
    const storage = memoryStorage()
    const { chat, dying } = dyingIn('archive', done)
    const first = await deskWithConversation({ storage, clock: fakeClock(beganAt), chat: dying })
    const { id } = await first.conversation()
    await first.threadline.conversations.createChannel(id)
    await first.settle()
    await first.threadline.conversations.closeChannel(id)
    await turns()
    const second = await openDesk({ storage, clock: fakeClock(afterTheLease), chat })
    await second.wait(60_000)
    expect(chat.made).toMatchObject([{ isArchived: true }])
  })
})

/** Lets everything happen that can, except what never ends. */
async function turns(): Promise<void> {
  for (let count = 0; count < 30; count += 1) await new Promise((resolve) => setImmediate(resolve))
}
