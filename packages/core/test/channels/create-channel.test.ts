import { describe, expect, it } from 'vitest'
import type { ChatFailureCategory } from '@threadline/core'
import { customer } from '../support/desk.js'
import { chatUnknown } from '../support/chat-double.js'
import { deskWithChannel, deskWithConversation } from '../support/at-channel.js'

const refused = (category: ChatFailureCategory, detail?: string) =>
  ({ type: 'refused', retryable: true, failure: { category, detail } }) as const

describe('Create channel', () => {
  it('makes a channel, with its head, its topic and the one who clicked, and the thread leads there', async () => {
    const desk = await deskWithChannel()
    expect(desk.chat.made).toMatchObject([{ name: 'sms-14155550123', isPrivate: false }])
    expect(desk.channel().topic).toContain('+1 415 555 0123')
    expect([...desk.channel().members]).toEqual(['U1'])
    expect(desk.shownIn('C70')).toEqual(['panel'])
    const [link] = desk.views('notice')
    expect(link?.post).toMatchObject({ target: { thread: desk.root().ref }, view: { link: { channel: 'C70' } } })
    expect((await desk.conversation()).place).toMatchObject({ type: 'direct', channel: 'C70' })
  })

  it('carries texts both ways from then on, each at the top of the channel', async () => {
    const desk = await deskWithChannel()
    await desk.write('Hello from the channel')
    await desk.text('Hello from the phone')
    expect(desk.sent()).toEqual(['Hello from the channel'])
    expect(desk.shownIn('C70')).toEqual(['panel', 'Hello from the phone'])
    expect(desk.chat.posts.at(-1)?.post.target).toEqual({ channel: 'C70' })
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.at(-1)).toMatchObject({ ref: { channelId: 'C70' }, mark: 'delivered' })
  })

  it('shows there what the host and others send, and posts no card beside it', async () => {
    const desk = await deskWithChannel()
    await desk.threadline.send({ to: customer, text: 'From the host' })
    await desk.settle()
    await desk.wait(300_000)
    await desk.text('And then?')
    await desk.wait(300_000)
    expect(desk.shownIn('C70')).toEqual(['panel', 'From the host', 'And then?'])
    expect(desk.views('notification')).toEqual([])
  })

  it('is private where the line says so, and named after the contact', async () => {
    const lines = [{ senders: [{ provider: 'carrier', address: '+14155550100' }], channelPrivacy: 'private' }] as const
    const desk = await deskWithConversation({ lines })
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.chat.made).toMatchObject([{ name: 'sms-jane-doe-0123', isPrivate: true }])
  })

  it('takes the card away, because the channel is where one answers', async () => {
    const desk = await deskWithConversation()
    await desk.wait(180_000)
    await desk.text('Anybody there?')
    expect(desk.views('notification')).toHaveLength(1)
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.views('notification')).toHaveLength(0)
  })

  it('brings in whoever looks after the conversation', async () => {
    const desk = await deskWithConversation()
    const conversation = await desk.conversation()
    await desk.storage.transaction('T1', (tx) => tx.conversations.save({ ...conversation, assigneeId: 'U2' }))
    await desk.click('create-channel', conversation.id)
    expect([...desk.channel().members]).toEqual(['U1', 'U2'])
  })

  it('says who could not be brought in, and goes on without them', async () => {
    const desk = await deskWithConversation()
    desk.chat.uninvitable.add('U1')
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.shownIn('C70').at(-1)).toBe('could not be added to this channel. They are a guest.')
    expect(desk.whispered()).toEqual([expect.stringContaining('You could not be added')])
    await desk.write('Hello')
    expect(desk.sent()).toEqual(['Hello'])
  })
})

describe('one channel, however it comes about', () => {
  it('two clicks at once make one, and both people are in it', async () => {
    const desk = await deskWithConversation()
    const { id: subject } = await desk.conversation()
    const click = (who: string, identity: string) =>
      desk.chatEvents({
        type: 'action',
        workspaceId: 'T1',
        identities: [identity],
        action: 'create-channel',
        subject,
        author: { type: 'member', id: who },
      })
    desk.chat.members.set('U2', { id: 'U2', name: 'Bob', kind: 'full' })
    await Promise.all([click('U1', 'a'), click('U2', 'b'), click('U1', 'a')])
    await desk.settle()
    expect(desk.chat.made).toHaveLength(1)
    expect([...desk.channel().members].sort()).toEqual(['U1', 'U2'])
  })

  it('a click while it is being made says so', async () => {
    const desk = await deskWithConversation()
    const { id } = await desk.conversation()
    desk.chat.script('create', { outcome: refused('rate-limited') })
    await desk.click('create-channel', id, desk.root())
    await desk.click('create-channel', id, desk.root())
    expect(desk.whispered()).toEqual([expect.stringContaining('being made already')])
    await desk.wait(10_000)
    expect(desk.chat.made).toHaveLength(1)
  })

  it('a click when there is one leads there and invites', async () => {
    const desk = await deskWithChannel()
    const { id } = await desk.conversation()
    await desk.click('create-channel', id, desk.root())
    expect(desk.chat.made).toHaveLength(1)
    expect(desk.chat.whispers).toMatchObject([{ view: { link: { channel: 'C70' } } }])
  })

  it.each([
    ['was made', true],
    ['was not made', false],
  ])('an answer that was lost when it %s', async (_what, wasAccepted) => {
    const desk = await deskWithConversation()
    desk.chat.script('create', { outcome: chatUnknown, wasAccepted })
    await desk.click('create-channel', (await desk.conversation()).id)
    await desk.wait(60_000)
    expect(desk.chat.made).toHaveLength(1)
    expect((await desk.conversation()).place).toMatchObject({ type: 'direct', channel: 'C70' })
  })

  it('its own name that is taken by its own lost call is its channel', async () => {
    const desk = await deskWithConversation()
    desk.chat.script('create', { outcome: chatUnknown, wasAccepted: true })
    desk.chat.script('findChannel', { outcome: chatUnknown })
    await desk.click('create-channel', (await desk.conversation()).id)
    await desk.wait(120_000)
    expect(desk.chat.made).toHaveLength(1)
    expect((await desk.conversation()).place).toMatchObject({ channel: 'C70' })
  })

  it('names that are taken are counted on', async () => {
    const desk = await deskWithConversation()
    for (const name of ['sms-14155550123', 'sms-14155550123-2']) {
      desk.chat.made.push({ id: `C${name}`, name, isPrivate: false, members: new Set(), isForeign: true })
    }
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.channel().name).toBe('sms-14155550123-3')
  })

  it('the channel of another conversation is left to it', async () => {
    const desk = await deskWithChannel()
    await desk.threadline.contacts.add({ number: customer, name: 'Jane' })
    await desk.text('Hi', '+14165550123')
    await desk.threadline.contacts.add({ number: '+14165550123', name: 'Jane' })
    const both = await desk.storage.transaction('T1', ({ conversations }) => conversations.list({}, 2))
    const second = both.find(({ place }) => place.type === 'thread')
    // The look-up answers with a channel that is not this conversation's.
    desk.chat.script('create', { outcome: chatUnknown, wasAccepted: false })
    const [first] = desk.chat.made
    if (first) Object.assign(first, { name: 'sms-jane-0123' })
    await desk.click('create-channel', second?.id ?? '')
    await desk.wait(60_000)
    expect(desk.chat.made.map(({ name }) => name)).toEqual(['sms-jane-0123', 'sms-jane-0123-2'])
  })
})

describe('a channel that cannot be made', () => {
  it.each([
    ['not-permitted', 'An admin has to set “People who can create public channels” to “Everyone, except guests”.'],
    ['missing-scope', 'The app lacks the scope channels:manage.'],
    ['auth', 'Reinstall the app.'],
  ] as const)('because of %s: people are told what to change, and the thread works on', async (category, detail) => {
    const desk = await deskWithConversation()
    desk.chat.script('create', { outcome: refused(category, detail) })
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.chat.made).toEqual([])
    expect(desk.shownIn('thread').at(-1)).toBe(
      `No channel was made. ${detail} The conversation goes on in this thread.`,
    )
    expect(desk.whispered()).toEqual([`No channel was made. ${detail}`])
    await desk.reply('Hello')
    expect(desk.sent()).toEqual(['Hello'])
    // Once it is mended the next click makes it.
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.chat.made).toHaveLength(1)
  })

  it('because of its name gets one of digits', async () => {
    const desk = await deskWithConversation()
    await desk.threadline.contacts.add({ number: customer, name: 'Jane' })
    desk.chat.script('create', { outcome: { ...refused('invalid-name'), retryable: false } })
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.channel().name).toBe('sms-14155550123')
  })

  it('because it cannot be posted in is not moved to', async () => {
    const desk = await deskWithConversation()
    desk.chat.gone.set('C70', 'archived')
    await desk.click('create-channel', (await desk.conversation()).id)
    expect((await desk.conversation()).place.type).toBe('thread')
    expect(desk.shownIn('thread').at(-1)).toContain('No channel was made')
  })

  it('waits while the platform only asks for patience', async () => {
    const desk = await deskWithConversation()
    desk.chat.script('create', { outcome: refused('rate-limited') })
    await desk.click('create-channel', (await desk.conversation()).id)
    expect(desk.whispered()).toEqual([])
    await desk.reply('Meanwhile')
    await desk.wait(10_000)
    expect(desk.chat.made).toHaveLength(1)
    expect(desk.sent()).toEqual(['Meanwhile'])
  })
})
