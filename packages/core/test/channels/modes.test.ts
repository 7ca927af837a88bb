import { describe, expect, it } from 'vitest'
import type { SendMode } from '@threadline/core'
import { remove, rewrite } from '../support/changes.js'
import { ourNumber } from '../support/desk.js'
import { deskWithChannel, deskWithConversation, type DeskWithChannel } from '../support/at-channel.js'

const lines = (sendMode: SendMode) => [{ senders: [{ provider: 'carrier', address: ourNumber }], sendMode }] as const

type Say = (desk: DeskWithChannel, text: string, mentionsApp?: boolean) => Promise<void>

/** The same modes, in a thread by the line and in a channel by the conversation. */
const places: readonly (readonly [string, (mode: SendMode) => Promise<DeskWithChannel>, Say])[] = [
  [
    'a thread',
    (mode) => deskWithConversation({ lines: lines(mode) }),
    (desk, text, mentionsApp = false) => desk.reply(text, { mentionsApp }),
  ],
  [
    'a channel',
    async (mode) => {
      const desk = await deskWithChannel()
      await desk.threadline.conversations.setChannelMode((await desk.conversation()).id, mode)
      return desk
    },
    (desk, text, mentionsApp = false) => desk.write(text, { mentionsApp }),
  ],
]

describe.each(places)('in %s', (_name, open, say) => {
  it('a send command for another number is texted to nobody, and its author is told', async () => {
    const desk = await open('reply-all')
    await say(desk, 'send 4155550199 Your code is 1234')
    await say(desk, 'send me the bill')
    expect(desk.sent()).toEqual(['send me the bill'])
    expect(desk.whispered()).toEqual([expect.stringContaining('The send command is for the shared channel')])
  })

  it('mention-to-send texts what mentions the app, and nothing else; it asks for no dashboard either', async () => {
    const desk = await open('mention-to-send')
    await say(desk, 'Just between us')
    await say(desk, 'Hello', true)
    await say(desk, '// a note', true)
    expect(desk.sent()).toEqual(['Hello'])
    const { place } = await desk.conversation()
    const post = { channelId: place.channel.replace('#sms', 'C1'), messageId: 'mention' }
    const thread = place.type === 'thread' ? { thread: desk.root().ref } : {}
    const author = { type: 'member', id: 'U1' } as const
    await desk.chatEvents({ type: 'mention', workspaceId: 'T1', identities: ['mention'], post, ...thread, author })
    await desk.settle()
    expect(desk.views('dashboard')).toEqual([])
    expect(desk.whispered()).toEqual([])
  })

  it('alerts-only texts nothing that is typed, and says so once; the host still sends', async () => {
    const desk = await open('alerts-only')
    await say(desk, 'Hello')
    await say(desk, 'Hello again')
    expect(desk.sent()).toEqual([])
    expect(desk.whispered()).toEqual([expect.stringContaining('nothing typed here')])
    await desk.threadline.send({ to: '+14155550123', text: 'From the host' })
    await desk.settle()
    expect(desk.sent()).toEqual(['From the host'])
  })

  it('confirm-first asks, and only Send sends, once', async () => {
    const desk = await open('confirm-first')
    await say(desk, 'Hello')
    const [question] = desk.views('ask')
    expect(question?.post.view).toMatchObject({ text: 'Hello' })
    expect(desk.sent()).toEqual([])
    const messageId = question?.post.view.type === 'ask' ? question.post.view.messageId : ''
    await desk.click('send-typed', messageId, question)
    await desk.click('send-typed', messageId, question)
    expect(desk.sent()).toEqual(['Hello'])
    expect(desk.views('ask')).toEqual([])
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.at(-1)?.ref.messageId).toMatch(/^human/)
  })

  it('confirm-first keeps inside what is kept internal', async () => {
    const desk = await open('confirm-first')
    await say(desk, 'Hello')
    const [question] = desk.views('ask')
    const messageId = question?.post.view.type === 'ask' ? question.post.view.messageId : ''
    await desk.click('keep-inside', messageId, question)
    await desk.click('send-typed', messageId, question)
    expect(desk.sent()).toEqual([])
    expect(desk.views('ask')).toEqual([])
  })
})

const mine = { channelId: 'C1', messageId: 'mine' }

describe('confirm-first', () => {
  async function asked() {
    const desk = await deskWithConversation({ lines: lines('confirm-first') })
    await desk.reply('Helo', { post: { channelId: 'C1', messageId: 'mine' } })
    const change = async (change: 'edited' | 'deleted', text: string) =>
      change === 'edited' ? rewrite(desk, mine, text) : remove(desk, mine)
    const press = async () => {
      const question = desk.views('ask').at(-1)
      const view = question?.post.view
      if (view?.type === 'ask') await desk.click('send-typed', view.messageId, question)
    }
    return { desk, change, press }
  }

  it('sends what was edited before, and asks about that', async () => {
    const { desk, change, press } = await asked()
    await change('edited', 'Hello')
    expect(desk.views('ask').map(({ post }) => post.view)).toMatchObject([{ text: 'Hello' }])
    await press()
    expect(desk.sent()).toEqual(['Hello'])
  })

  it.each([
    ['was deleted', 'deleted', ''],
    ['became a note', 'edited', '// never mind'],
  ] as const)('asks no more about what %s', async (_what, how, text) => {
    const { desk, change, press } = await asked()
    const [before] = desk.views('ask')
    await change(how, text)
    expect(desk.views('ask')).toEqual([])
    await press()
    const view = before?.post.view
    if (view?.type === 'ask') await desk.click('send-typed', view.messageId, before)
    expect(desk.sent()).toEqual([])
  })

  it('sends nothing of a guest, whoever confirms it', async () => {
    const desk = await deskWithConversation({ lines: lines('confirm-first') })
    await desk.reply('Hello', { author: { type: 'member', id: 'UGUEST' } })
    const [question] = desk.views('ask')
    const view = question?.post.view
    if (view?.type === 'ask') await desk.click('send-typed', view.messageId, question)
    expect(desk.sent()).toEqual([])
    expect(desk.shownIn('thread').at(-1)).toContain('guests cannot text')
  })

  it('an edit of what was denied asks nothing', async () => {
    const desk = await deskWithConversation()
    const post = { channelId: 'C1', messageId: 'mine' }
    await desk.reply('Hello', { post, author: { type: 'member', id: 'UGUEST' } })
    await rewrite(desk, post, 'Hello!', { author: { type: 'member', id: 'UGUEST' } })
    expect(desk.views('ask')).toEqual([])
    expect(desk.sent()).toEqual([])
  })
})

describe('the mode of a channel', () => {
  it('is that of the line until somebody chooses another, and the head of the channel says so', async () => {
    const desk = await deskWithChannel({ lines: lines('mention-to-send') })
    expect(desk.chat.posts.find(({ ref }) => ref.channelId === 'C70')?.post.view).toMatchObject({
      summary: expect.stringContaining('What mentions the app') as string,
    })
    await desk.write('Between us')
    await desk.write('Hello', { mentionsApp: true })
    expect(desk.sent()).toEqual(['Hello'])
  })

  it('is chosen in a form, and said in the channel once', async () => {
    const desk = await deskWithChannel()
    const { id } = await desk.conversation()
    await desk.click('channel-mode', id)
    expect(desk.chat.forms).toMatchObject([{ name: 'channel-mode', subject: id, items: [{ value: 'reply-all' }, {}] }])
    const submit = (identity: string, mode: string) =>
      desk.chatEvents({
        type: 'form',
        workspaceId: 'T1',
        identities: [identity],
        form: 'channel-mode',
        subject: id,
        values: { mode },
        author: { type: 'member', id: 'U1' },
      })
    await submit('one', 'alerts-only')
    await submit('two', 'alerts-only')
    await desk.settle()
    expect(desk.shownIn('C70').slice(1)).toEqual(['Texted from this channel from now on: nothing that is typed.'])
    await desk.write('Hello')
    expect(desk.sent()).toEqual([])
    expect(await (await submit('three', 'everything')).json()).toMatchObject({ type: 'form-errors' })
  })

  it('cannot be chosen once the channel is closed', async () => {
    const desk = await deskWithChannel()
    const { id } = await desk.conversation()
    await desk.threadline.conversations.closeChannel(id)
    await desk.click('channel-mode', id)
    expect(desk.chat.forms).toEqual([])
    expect(await desk.threadline.conversations.setChannelMode(id, 'alerts-only')).toBe(false)
  })
})

describe('two people who answer at once', () => {
  async function answered(ms: number, collisionWindowMs?: number) {
    const [line] = lines('reply-all')
    const desk = await deskWithConversation({ lines: [{ ...line, collisionWindowMs }] })
    desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    await desk.reply('From Ana')
    await desk.wait(ms)
    await desk.reply('From Ben', { author: { type: 'member', id: 'U2' } })
    await desk.reply('And more', { author: { type: 'member', id: 'U2' } })
    expect(desk.sent()).toEqual(['From Ana', 'From Ben', 'And more'])
    return desk.chat.whispers
  }

  it('are both heard, and the second one is told once', async () => {
    const [whisper, ...others] = await answered(10_000)
    expect(whisper).toMatchObject({ target: { onlyFor: 'U2' }, view: { memberId: 'U1' } })
    expect(others).toEqual([])
  })

  it.each([
    ['after the window', 20_000, undefined],
    ['after a window of their own', 6_000, 5_000],
    ['where the window is off', 0, 0],
  ])('are told nothing %s', async (_when, ms, windowMs) => {
    expect(await answered(ms, windowMs)).toEqual([])
  })
})
