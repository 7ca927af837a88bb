import { describe, expect, it } from 'vitest'
import type { ChatFailureCategory } from '@threadline/core'
import { chatUnknown } from '../support/chat-double.js'
import { deskWithChannel, deskWithConversation } from '../support/at-channel.js'

const backToThread = [
  ['archived', 'archived', 'was archived'],
  ['deleted', 'place-missing', 'was deleted'],
  ['left', 'not-in-place', 'The app was removed'],
] as const

describe.each(backToThread)('a channel that is %s', (kind, category, words) => {
  it('leads the conversation back to its thread, which says so', async () => {
    const desk = await deskWithChannel()
    desk.chat.gone.set('C70', category)
    await desk.change(kind)
    expect(desk.shownIn('thread').at(-1)).toContain(words)
    expect((await desk.conversation()).place).toMatchObject({ type: 'thread', root: desk.root().ref })
    await desk.text('Still there?')
    await desk.reply('Yes')
    expect(desk.shownIn('thread').at(-1)).toBe('Still there?')
    expect(desk.sent()).toEqual(['Yes'])
  })

  it('is noticed by what it refuses, when no event tells; nothing that waits is lost', async () => {
    const desk = await deskWithChannel()
    desk.chat.gone.set('C70', category)
    await desk.text('One')
    await desk.text('Two')
    expect(desk.shownIn('thread').filter((text) => text === 'One' || text === 'Two')).toEqual(['One', 'Two'])
    expect((await desk.conversation()).place.type).toBe('thread')
    await desk.change(kind)
    expect(desk.shownIn('thread').filter((text) => text.includes('goes on here'))).toHaveLength(1)
  })

  it('can be followed by a new one', async () => {
    const desk = await deskWithChannel()
    desk.chat.gone.set('C70', category)
    await desk.change(kind)
    await desk.click('create-channel', (await desk.conversation()).id)
    await desk.write('Hello')
    expect(desk.channel().id).toBe('C71')
    expect(desk.sent()).toEqual(['Hello'])
  })

  it('holds up no marks and no cards', async () => {
    const desk = await deskWithChannel()
    await desk.write('Hello')
    desk.chat.gone.set('C70', category)
    await desk.change(kind)
    desk.chat.script('mark', { outcome: { type: 'refused', retryable: true, failure: { category } } })
    await desk.receipt({ status: 'delivered' })
    await desk.reply('And in the thread')
    await desk.receipt({ externalId: 'X2', status: 'delivered' })
    expect(desk.chat.marks.map(({ ref }) => ref.channelId)).toContain('C1')
  })
})

describe('a customer who waits for an answer', () => {
  it('is announced in the shared channel when the channel goes', async () => {
    const desk = await deskWithChannel()
    await desk.text('Anybody there?')
    desk.chat.gone.set('C70', 'archived')
    await desk.change('archived')
    expect(desk.views('notification')).toHaveLength(1)
  })
})

describe('a channel of which nobody knows whether a post is there', () => {
  it.each<readonly [ChatFailureCategory]>([['archived'], ['place-missing'], ['not-in-place']])(
    'and that is gone (%s) does not hold up the conversation',
    async (category) => {
      const desk = await deskWithChannel()
      desk.chat.script('post', { outcome: chatUnknown, wasAccepted: false })
      const unreadable = { outcome: { type: 'unknown', failure: { category } } } as const
      desk.chat.script('find', unreadable, unreadable, unreadable, unreadable, unreadable, unreadable)
      await desk.text('One')
      desk.chat.gone.set('C70', category)
      await desk.change('deleted')
      await desk.wait(120_000)
      expect(desk.shownIn('thread')).toContain('One')
    },
  )

  it('and that the conversation has left is asked there, so that nothing is shown twice', async () => {
    const desk = await deskWithChannel()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    desk.chat.script('find', { outcome: chatUnknown })
    await desk.text('One')
    await desk.change('archived')
    await desk.wait(120_000)
    const shown = desk.chat.posts.filter(({ post: { view } }) => view.type === 'message' && view.message.text === 'One')
    expect(shown.map(({ post }) => post.target.channel)).toEqual(['C70'])
  })
})

describe('an archived channel that is opened again', () => {
  it('has its conversation back, and both places say so', async () => {
    const desk = await deskWithChannel()
    await desk.change('archived')
    await desk.change('unarchived')
    expect(desk.shownIn('C70').at(-1)).toContain('back in this channel')
    expect(desk.shownIn('thread').at(-1)).toContain('channel of its own')
    await desk.write('Hello')
    await desk.reply('Hello from the thread')
    expect(desk.sent()).toEqual(['Hello'])
  })

  it('texts of what is typed there no more than it did before', async () => {
    const desk = await deskWithChannel()
    await desk.threadline.conversations.setChannelMode((await desk.conversation()).id, 'alerts-only')
    await desk.change('archived')
    await desk.change('unarchived')
    expect(desk.shownIn('C70').at(-1)).toContain('Nothing that is typed')
    await desk.write('Hello')
    expect(desk.sent()).toEqual([])
  })

  it('stays out of use when it was closed, or when there is another one by now', async () => {
    const desk = await deskWithChannel()
    await desk.click('close-channel', (await desk.conversation()).id)
    desk.chat.gone.clear()
    await desk.change('unarchived')
    await desk.write('Hello')
    expect(desk.sent()).toEqual([])
    await desk.click('create-channel', (await desk.conversation()).id)
    await desk.change('unarchived', { channelId: 'C70' })
    expect((await desk.conversation()).place).toMatchObject({ channel: 'C71' })
  })
})

describe('Close channel', () => {
  it('sends the conversation back to its thread, says so in the channel and archives it', async () => {
    const desk = await deskWithChannel()
    await desk.click('close-channel', (await desk.conversation()).id)
    expect(desk.channel().isArchived).toBe(true)
    expect(desk.shownIn('C70').at(-1)).toContain('This channel is closed')
    expect(desk.shownIn('thread').at(-1)).toContain('was closed')
    await desk.reply('Hello')
    expect(desk.sent()).toEqual(['Hello'])
  })

  it('that cannot archive it says so; what is written there is not sent, and its author is told once', async () => {
    const desk = await deskWithChannel()
    const failure = { category: 'not-permitted', detail: 'An admin has to allow it.' } as const
    desk.chat.script('archive', { outcome: { type: 'refused', retryable: true, failure } })
    await desk.click('close-channel', (await desk.conversation()).id)
    expect(desk.shownIn('thread').at(-1)).toContain('could not be archived. An admin has to allow it.')
    await desk.write('Hello?')
    await desk.write('Hello??')
    expect(desk.sent()).toEqual([])
    expect(desk.whispered()).toEqual([expect.stringContaining('goes on elsewhere')])
  })

  it('of one that is closed changes nothing', async () => {
    const desk = await deskWithConversation()
    const { id } = await desk.conversation()
    expect(await desk.threadline.conversations.closeChannel(id)).toBe(false)
    await desk.reply('Hello')
    expect(desk.sent()).toEqual(['Hello'])
  })
})

describe('a channel that goes on', () => {
  it.each(['renamed', 'made-private', 'unarchived', 'unshared'] as const)(
    '%s carries texts as before',
    async (kind) => {
      const desk = await deskWithChannel()
      await desk.change(kind)
      await desk.write('Hello')
      await desk.text('Hello yourself')
      expect(desk.sent()).toEqual(['Hello'])
      expect(desk.shownIn('C70').at(-1)).toBe('Hello yourself')
      if (kind === 'made-private') expect((await desk.conversation()).place).toMatchObject({ isPrivate: true })
    },
  )

  it('shared with another company warns once, and carries nothing that its people write', async () => {
    const desk = await deskWithChannel()
    await desk.change('shared')
    await desk.change('shared')
    expect(desk.shownIn('C70').filter((text) => text.includes('another organisation'))).toHaveLength(1)
    await desk.write('From outside', { author: { type: 'external', id: 'X1' } })
    await desk.write('From inside')
    expect(desk.sent()).toEqual(['From inside'])
    expect(desk.whispered()).toEqual([expect.stringContaining('only members')])
  })

  it('under another id is the same channel', async () => {
    const desk = await deskWithChannel()
    await desk.change('id-changed', { newChannelId: 'G99' })
    await desk.write('Hello', { post: { channelId: 'G99', messageId: 'one' } })
    expect(desk.sent()).toEqual(['Hello'])
    await desk.change('archived', { channelId: 'G99' })
    expect((await desk.conversation()).place.type).toBe('thread')
  })

  it('is another workspace’s when it only has the same id', async () => {
    const desk = await deskWithChannel()
    await desk.write('Hello', { workspaceId: 'T2' })
    await desk.change('archived', { workspaceId: 'T2' })
    expect(desk.sent()).toEqual([])
    expect((await desk.conversation()).place.type).toBe('direct')
  })

  it('that is no conversation’s is left alone, whatever becomes of it', async () => {
    const desk = await deskWithConversation()
    const kinds = ['archived', 'deleted', 'left', 'shared', 'renamed', 'unarchived'] as const
    for (const kind of kinds) {
      await desk.chatEvents({ type: 'channel', workspaceId: 'T1', identities: [kind], kind, channelId: 'C999' })
    }
    await desk.settle()
    expect(desk.chat.posts).toHaveLength(1)
  })
})
