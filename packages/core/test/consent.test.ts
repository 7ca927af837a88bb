import { describe, expect, it } from 'vitest'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'

const evidence = (desk: Desk) =>
  desk.storage.transaction('T1', async (tx) => {
    const contact = await tx.contacts.findByAddress(customer)
    return contact ? tx.consents.list(contact.id) : []
  })

describe('consent', () => {
  it('closes on STOP, in the thread for all to see, with evidence', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.text('STOP')
    await desk.reply('But wait!')
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.views('consent')[0]?.post.view).toMatchObject({ state: 'opted-out' })
    expect(desk.chat.whispers[0]?.view).toMatchObject({ text: expect.stringContaining('opted out') as string })
    expect(await evidence(desk)).toMatchObject([
      { change: 'opted-out', text: 'STOP', matcher: 'keyword:stop', actor: 'contact' },
    ])
  })

  it('opens again on START', async () => {
    const desk = await openDesk()
    await desk.text('STOP')
    await desk.text('START')
    await desk.reply('Welcome back')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Welcome back'])
  })

  it('is checked again when a text leaves', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const outcome = {
      type: 'refused',
      retryable: true,
      retryAfterMs: 30_000,
      failure: { category: 'rate-limited' },
    } as const
    desk.carrier.script({ outcome })
    await desk.reply('waiting to leave')
    await desk.text('STOP')
    await desk.wait(120_000)
    expect(desk.carrier.texts).toEqual([])
    expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['failed'])
  })

  it('holds texts on a phrase until a person decides', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.text('please take me off your list')
    await desk.reply('held back')
    expect(desk.carrier.sendCalls).toEqual([])
    const question = desk.views('consent')[0]
    const view = question?.post.view
    if (view?.type !== 'consent') throw new Error('Nobody was asked.')
    await desk.click('not-an-opt-out', view.conversationId, question)
    await desk.reply('free again')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['free again'])
  })

  it('closes when a person confirms the phrase', async () => {
    const desk = await openDesk()
    await desk.text('please take me off your list')
    const question = desk.views('consent')[0]
    const view = question?.post.view
    if (view?.type !== 'consent') throw new Error('Nobody was asked.')
    await desk.click('confirm-opt-out', view.conversationId, question)
    expect((await evidence(desk)).map(({ actor, change }) => [change, actor])).toEqual([
      ['held', 'contact'],
      ['opted-out', 'U1'],
    ])
  })

  it('is learnt from a provider that refuses', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({
      outcome: { type: 'refused', retryable: false, failure: { category: 'opted-out', code: '21610' } },
    })
    await desk.reply('hello')
    await desk.reply('hello again')
    expect(desk.carrier.sendCalls).toHaveLength(1)
  })

  it('stands against a command and the host’s code as well', async () => {
    const desk = await openDesk()
    await desk.text('STOP')
    await desk.chatEvents(memberMessage('1', { text: `send ${customer} hello` }))
    await expect(desk.threadline.send({ to: customer, text: 'hello' })).rejects.toMatchObject({
      code: 'send.opted_out',
    })
    await desk.settle()
    expect(desk.carrier.sendCalls).toEqual([])
  })
})
