import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { inbox, marks, ownPosts, textIn, topLevel } from './support/shown.js'

const at = atDesk()
const { text, say, root, thread, whispers } = at

let desk: TestDesk
let ana: string
let ben: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
  ben = desk.member('Ben')
})

const name = `sms-${customer.slice(1)}`
const made = () => desk.sandbox.slack.channels().filter((channel) => channel.name.startsWith('sms-'))
const channel = () => made().at(-1) ?? fail()
const fail = (): never => {
  throw new Error('There is no such channel.')
}

let conversationId = ''
async function createChannel(...memberIds: readonly string[]): Promise<void> {
  desk.threadline.on('message.received', (event) => void (conversationId = event.conversation.id))
  await text('Hi')
  await desk.threadline.conversations.createChannel(conversationId, memberIds)
  await desk.settle()
}

/** Somebody writes in the channel of the conversation. */
async function write(words: string, more: { readonly as?: string; readonly thread?: string } = {}): Promise<string> {
  const ts = desk.sandbox.slack.say({ as: ana, channel: channel().id, text: words, ...more })
  await desk.settle()
  return ts
}

const words = (place: string) => ownPosts(desk, place).map(({ blocks }) => textIn(blocks))

describe('A8 Create channel', () => {
  it('makes a channel that is about the contact, invites, and leads there from the thread', async () => {
    await createChannel(ana, ben)
    expect(made()).toMatchObject([{ name, kind: 'public' }])
    expect(channel().topic).toContain('+1 415 555 0123')
    expect(channel().members).toEqual(expect.arrayContaining([ana, ben]))
    expect(words(channel().id)[0]).toContain('What is written at the top of this channel is texted')
    const link = JSON.stringify(thread(root()).at(-1)?.blocks)
    expect(link).toContain(`/archives/${channel().id}`)
  })

  it('counts on when the name is taken', async () => {
    desk.sandbox.slack.addChannel({ name })
    await createChannel(ana)
    expect(channel().name).toBe(`${name}-2`)
  })

  it.each(['accept-then-drop', 'reset', 'garbled'] as const)(
    'makes one channel when Slack answers with %s',
    async (type) => {
      desk.sandbox.faults.slack.add({ on: 'conversations.create', fault: { type }, times: 1 })
      await createChannel(ana)
      await desk.pass(60_000)
      expect(made()).toMatchObject([{ name }])
      await write('Hello')
      expect(inbox(desk, customer)).toEqual(['Hello'])
    },
  )

  it('says by name who cannot be added', async () => {
    const gus = desk.sandbox.slack.addMember({ name: 'Gus', kind: 'external' }).id
    await createChannel(ana, gus)
    expect(channel().members).toContain(ana)
    expect(words(channel().id).at(-1)).toMatch(/^Gus could not be added to this channel\. .*Slack Connect/)
  })
})

describe('A9 the direct channel', () => {
  beforeEach(() => createChannel(ana, ben))

  it('carries texts both ways, with marks', async () => {
    const ts = await write('Hello :wave:')
    await text('Hello yourself')
    await write('Bye', { as: ben })
    expect(inbox(desk, customer)).toEqual(['Hello 👋', 'Bye'])
    expect(topLevel(desk, channel().id).at(-2)?.text).toBe('Hello yourself')
    expect(marks(desk, ts, channel().id)).toContain('vibration_mode')
    expect(thread(root()).map(({ text: said }) => said)).not.toContain('Hello yourself')
  })

  it('keeps threads, what is broadcast from them, joins, topics and notes inside', async () => {
    const { slack } = desk.sandbox
    const ts = await write('// between us')
    await write('in a thread', { thread: ts })
    slack.say({ as: ana, channel: channel().id, text: 'also to the channel', thread: ts, broadcast: true })
    const bob = slack.addMember({ name: 'bob' }).id
    slack.join({ as: bob, channel: channel().id })
    slack.renameChannel({ as: ana, channel: channel().id, name: 'sms-jane' })
    await write(`<@${slack.identity.botUserId}>`)
    await desk.settle()
    expect(inbox(desk, customer)).toEqual([])
    expect(whispers(ana)).toEqual([])
  })

  it('lets no guest write to the contact', async () => {
    const gus = desk.sandbox.slack.addMember({ name: 'Gus', kind: 'guest' }).id
    desk.sandbox.slack.invite({ as: ana, channel: channel().id, member: gus })
    await write('Hello', { as: gus })
    expect(inbox(desk, customer)).toEqual([])
    expect(words(channel().id).at(-1)).toContain('Not sent: guests')
  })

  it('what is written in the old thread is not sent, and its author is told once where to go', async () => {
    await say('Hello?', root())
    await say('Is this on?', root())
    await say('Me too', root(), ben)
    expect(inbox(desk, customer)).toEqual([])
    expect(whispers(ana)).toEqual([expect.stringContaining('goes on elsewhere')])
    expect(whispers(ben)).toHaveLength(1)
    expect(JSON.stringify(desk.sandbox.slack.ephemerals(ana))).toContain(`/archives/${channel().id}`)
  })
})

describe('A15 a workspace that lets no app make channels', () => {
  it('the person is told which setting to change, and the thread works on', async () => {
    desk.sandbox.slack.prefer({ canCreatePublicChannels: false })
    await createChannel(ana)
    const sentence = 'People who can create public channels” to “Everyone, except guests'
    expect(whispers(ana)).toEqual([expect.stringContaining(sentence)])
    expect(textIn(thread(root()).at(-1)?.blocks)).toContain(sentence)
    await say('Hello', root())
    expect(inbox(desk, customer)).toEqual(['Hello'])

    desk.sandbox.slack.prefer({ canCreatePublicChannels: true })
    await desk.threadline.conversations.createChannel(conversationId, [ana])
    await desk.settle()
    expect(made()).toHaveLength(1)
  })
})

describe('what becomes of the channel', () => {
  beforeEach(() => createChannel(ana, ben))

  it.each([
    ['archived', 'was archived', () => desk.sandbox.slack.archive({ as: ana, channel: channel().id })],
    ['deleted', 'was deleted', () => desk.sandbox.slack.deleteChannel({ as: ana, channel: channel().id })],
    [
      'without the app',
      'The app was removed',
      () => {
        const { identity } = desk.sandbox.slack
        desk.sandbox.slack.removeFromChannel({ as: ana, channel: channel().id, member: identity.botUserId })
      },
    ],
  ] as const)('%s: the conversation goes on in its thread, which says so', async (_what, sentence, act) => {
    act()
    await desk.settle()
    expect(textIn(thread(root()).at(-1)?.blocks)).toContain(sentence)
    await text('Still there?')
    await say('Yes', root())
    expect(thread(root()).map(({ text: said }) => said)).toContain('Still there?')
    expect(inbox(desk, customer)).toEqual(['Yes'])
  })

  it('archived while Slack tells nothing: nothing that comes in is lost', async () => {
    desk.sandbox.webhooks.slack.faults.add({ on: /./, fault: { type: 'drop' } })
    desk.sandbox.slack.archive({ as: ana, channel: channel().id })
    await text('One')
    await text('Two')
    const said = thread(root()).map(({ text: words_ }) => words_)
    expect(said.filter((one) => one === 'One' || one === 'Two')).toEqual(['One', 'Two'])
  })

  it('opened again: it has its conversation back', async () => {
    const { id } = channel()
    desk.sandbox.slack.archive({ as: ana, channel: id })
    await desk.settle()
    desk.sandbox.slack.unarchive({ as: ana, channel: id })
    await desk.settle()
    await write('Back again')
    expect(inbox(desk, customer)).toEqual(['Back again'])
  })

  it('renamed, or made private: it carries texts as before', async () => {
    desk.sandbox.slack.renameChannel({ as: ana, channel: channel().id, name: 'sms-jane' })
    desk.sandbox.slack.convertToPrivate({ as: ana, channel: channel().id })
    await desk.settle()
    await write('Hello')
    await text('Hello yourself')
    expect(inbox(desk, customer)).toEqual(['Hello'])
    expect(topLevel(desk, channel().id).at(-1)?.text).toBe('Hello yourself')
    expect((await desk.threadline.conversations.get(conversationId)).place).toMatchObject({ isPrivate: true })
  })

  it('shared with another company: everybody is warned, and its people cannot write to the contact', async () => {
    const eve = desk.sandbox.slack.addMember({ name: 'Eve', kind: 'external' }).id
    desk.sandbox.slack.share({ as: ana, channel: channel().id })
    desk.sandbox.slack.invite({ as: ana, channel: channel().id, member: eve })
    await desk.settle()
    expect(words(channel().id).filter((said) => said.includes('another organisation'))).toHaveLength(1)
    await write('Hello', { as: eve })
    expect(inbox(desk, customer)).toEqual([])
  })

  it('closed by its button: the conversation is back in its thread, and the channel archived', async () => {
    const head = ownPosts(desk, channel().id)[0]?.ts ?? ''
    await desk.sandbox.slack.click({ as: ana, channel: channel().id, ts: head, actionId: 'threadline:close-channel' })
    await desk.settle()
    expect(channel().isArchived).toBe(true)
    await say('Hello', root())
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })
})

describe('the button at the head of the thread', () => {
  it('makes the channel for whoever clicks', async () => {
    await text('Hi')
    const answer = await desk.sandbox.slack.click({
      as: ben,
      channel: 'sms',
      ts: root(),
      actionId: 'threadline:create-channel',
    })
    await desk.settle()
    expect(answer.type).toBe('answered')
    expect(channel().members).toContain(ben)
  })
})
