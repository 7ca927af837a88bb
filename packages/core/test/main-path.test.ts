import { describe, expect, it } from 'vitest'
import { chatUnknown } from './support/chat-double.js'
import { customer, memberMessage, openDesk, ourNumber } from './support/desk.js'

describe('a text becomes a thread', () => {
  it('posts a root for a new contact, and nothing beside it', async () => {
    const desk = await openDesk()
    await desk.text('Hi, is my order ready?')
    expect(desk.chat.posts.map(({ post }) => post.view.type)).toEqual(['root'])
    expect(desk.root().post.view).toMatchObject({
      contact: { address: '+1 415 555 0123' },
      message: { text: 'Hi, is my order ready?' },
    })
  })

  it('puts later texts into the same thread, with one call each', async () => {
    const desk = await openDesk()
    await desk.text('one')
    const before = desk.chat.calls.length
    await desk.text('two')
    expect(desk.chat.calls.slice(before).map((call) => call.method)).toEqual(['post'])
    expect(desk.views('message')[0]?.post.target).toEqual({ channel: 'C1', thread: desk.root().ref })
  })

  it('makes one conversation and one root of two first texts at the same moment', async () => {
    const desk = await openDesk()
    const text = (id: string) =>
      desk.smsEvents({ type: 'text', externalId: id, from: customer, to: ourNumber, text: id, media: [] })
    await Promise.all([text('a'), text('b')])
    await desk.settle()
    expect(desk.views('root')).toHaveLength(1)
    expect(desk.views('message')).toHaveLength(1)
  })

  it('changes nothing on a duplicate delivery', async () => {
    const desk = await openDesk()
    await desk.text('one', customer, 'same')
    await desk.text('one', customer, 'same')
    expect(desk.chat.posts).toHaveLength(1)
  })

  it('starts a new thread when somebody deleted the old one', async () => {
    const desk = await openDesk()
    await desk.text('one')
    desk.chat.script('post', {
      outcome: { type: 'refused', retryable: false, failure: { category: 'thread-missing' } },
    })
    await desk.text('two')
    expect(desk.views('root').map(({ post }) => post.view)).toMatchObject([
      { message: { text: 'one' } },
      { message: { text: 'two' } },
    ])
  })
})

describe('a reply becomes a text', () => {
  it('texts the contact once, and marks the reply as the news comes', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Yes, it is ready.')
    expect(desk.carrier.texts.map(({ from, text, to }) => ({ from, text, to }))).toEqual([
      { from: ourNumber, to: customer, text: 'Yes, it is ready.' },
    ])
    await desk.receipt({ status: 'sent' })
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['sent', 'delivered'])
  })

  it('texts it once however often the platform delivers it, under whatever event id', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('once', { identities: ['message:C1:1', 'event:a'] })
    await desk.reply('once', { identities: ['message:C1:1', 'event:b'] })
    expect(desk.carrier.texts).toHaveLength(1)
  })

  it('keeps replies in order', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const replies = ['a', 'b', 'c', 'd'].map((text) => memberMessage(text, { text, thread: desk.root().ref }))
    for (const reply of replies) await desk.chatEvents(reply)
    await desk.settle()
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('keeps replies in order that overtake the record of their root', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    const thread = desk.root().ref
    await desk.chatEvents(memberMessage('1', { text: 'one', thread, isThreadOurs: true }))
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
    await desk.wait(2_000)
    await desk.chatEvents(memberMessage('2', { text: 'two', thread, isThreadOurs: true }))
    await desk.wait(60_000)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['one', 'two'])
  })

  it('keeps a reply whose root can only be found after a long outage of chat', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    desk.chat.script('find', ...Array.from({ length: 10 }, () => ({ outcome: chatUnknown })))
    await desk.text('Hi')
    await desk.chatEvents(memberMessage('1', { text: 'one', thread: desk.root().ref, isThreadOurs: true }))
    await desk.wait(10 * 60_000)
    expect(desk.carrier.texts).toEqual([])
    await desk.wait(30 * 60_000)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['one'])
    expect(desk.chat.whispers).toEqual([])
  })
})

describe('statuses', () => {
  it('keeps a status that comes before the send has returned', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.beforeReturning = async (_text, externalId) => {
      await desk.smsEvents({ type: 'receipt', externalId, status: 'delivered', rawStatus: 'delivered' })
    }
    await desk.reply('quick')
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
  })

  it('does not let a late `sent` undo `delivered`', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.receipt({ status: 'delivered' })
    await desk.receipt({ status: 'sent' })
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
  })

  it('says under a failed text why, and what to do', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    await desk.receipt({ status: 'undelivered', failure: { category: 'landline', code: '30006' } })
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['failed'])
    expect(desk.views('failure')[0]?.post.view).toMatchObject({ reason: expect.stringContaining('landline') as string })
  })

  it('makes one call per status change', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello')
    const before = desk.chat.calls.length
    await desk.receipt({ status: 'sent' })
    await desk.receipt({ status: 'sent' })
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.calls.slice(before).map((call) => call.method)).toEqual(['mark', 'mark'])
  })
})

describe('texts that begin on our side', () => {
  it('shows a command for an unknown number as a root, and sends it', async () => {
    const desk = await openDesk()
    await desk.chatEvents(memberMessage('1', { text: 'send 4155550199 Hello from support!' }))
    await desk.settle()
    expect(desk.carrier.texts).toMatchObject([{ to: '+14155550199', text: 'Hello from support!' }])
    expect(desk.views('root')).toHaveLength(1)
  })

  it('puts a command for a known number into its thread', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.chatEvents(memberMessage('1', { text: 'send (415) 555-0123: Hello again' }))
    await desk.settle()
    expect(desk.views('root')).toHaveLength(1)
    expect(desk.views('message')[0]?.post.target.thread).toEqual(desk.root().ref)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Hello again'])
  })

  it('finds a known contact by name, and shows the name', async () => {
    const desk = await openDesk()
    await desk.threadline.contacts.add({ number: '(415) 555-0123', name: 'Jane Doe' })
    await desk.chatEvents(memberMessage('1', { text: 'send jane doe: Hello' }))
    await desk.settle()
    expect(desk.carrier.texts).toMatchObject([{ to: customer, text: 'Hello' }])
    expect(desk.root().post.view).toMatchObject({ contact: { name: 'Jane Doe' } })
  })

  it.each([
    ['nobody', 'send Jim: Hello', 'no contact called'],
    ['two', 'send Jane Doe: Hello', 'more than one contact is called'],
  ])('sends nothing when %s has that name, and says so', async (_who, text, sentence) => {
    const desk = await openDesk()
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await desk.threadline.contacts.add({ number: '+14155550124', name: 'jane doe' })
    await desk.chatEvents(memberMessage('1', { text }))
    await desk.settle()
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.whispers[0]?.view).toMatchObject({ text: expect.stringContaining(sentence) as string })
  })

  it('sends the host’s text once per idempotency key', async () => {
    const desk = await openDesk()
    const send = () => desk.threadline.send({ to: customer, text: 'Your order is ready', idempotencyKey: 'order-7' })
    const [first, second] = await Promise.all([send(), send()])
    await desk.settle()
    expect(second).toEqual(first)
    expect(desk.carrier.texts).toHaveLength(1)
  })

  it.each([
    ['send.invalid_recipient', { to: '12', text: 'x' }],
    ['send.empty_text', { to: customer, text: '  ' }],
    ['send.text_too_long', { to: customer, text: 'x'.repeat(161) }],
    ['send.unknown_line', { to: customer, text: 'x', line: 'nope' }],
  ])('refuses bad input with %s and queues nothing', async (code, request) => {
    const desk = await openDesk()
    await expect(desk.threadline.send(request)).rejects.toMatchObject({ code })
    await desk.settle()
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.posts).toEqual([])
  })
})
