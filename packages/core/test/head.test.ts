import { describe, expect, it } from 'vitest'
import { chatUnknown } from './support/chat-double.js'
import { openDesk, type Desk } from './support/desk.js'
import { conversationOf, headOf, shownHead } from './support/heads.js'

async function openWithText(): Promise<Desk> {
  const desk = await openDesk()
  await desk.text('Hi, is my order ready?')
  return desk
}

describe('the head of a thread', () => {
  it('offers what can be done, and shows how the conversation stands', async () => {
    const desk = await openWithText()
    expect(headOf(desk)).toMatchObject({ status: 'new', tags: [] })
    expect(headOf(desk).buttons.map(({ label }) => label)).toContain('Assign')
    expect(headOf(desk).menu.length).toBeLessThanOrEqual(5)
  })

  it('is redrawn when somebody takes the conversation on, its first text still in it', async () => {
    const desk = await openWithText()
    await desk.click('claim', headOf(desk).buttons[0]?.subject ?? '', desk.root())
    expect(shownHead(desk)).toMatchObject({ message: { text: 'Hi, is my order ready?' }, head: { assigneeId: 'U1' } })
  })

  it('is redrawn once for several changes at one time, and not at all for none', async () => {
    const desk = await openWithText()
    const { id } = await conversationOf(desk)
    const updates = () => desk.chat.calls.filter(({ method }) => method === 'update').length
    await desk.click('claim', id)
    await desk.click('claim', id)
    expect(updates()).toBe(1)
  })

  it('is right when something changed while the root was on its way', async () => {
    const desk = await openDesk()
    const { id } = await desk.threadline.send({ to: '+14155550123', text: 'Hello' }).then(() => conversationOf(desk))
    await desk.click('claim', id)
    expect(shownHead(desk).head.assigneeId).toBe('U1')
  })

  it('is redrawn when nobody knows how its post looked', async () => {
    const desk = await openDesk()
    desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
    await desk.text('Hi')
    await desk.click('claim', (await conversationOf(desk)).id)
    await desk.wait(60_000)
    expect(shownHead(desk).head.assigneeId).toBe('U1')
  })

  it('is redrawn after an outage of chat', async () => {
    const desk = await openWithText()
    desk.chat.script('update', ...Array.from({ length: 8 }, () => ({ outcome: chatUnknown })))
    await desk.click('claim', headOf(desk).buttons[0]?.subject ?? '')
    expect(shownHead(desk).head.assigneeId).toBeUndefined()
    await desk.wait(15 * 60_000)
    expect(shownHead(desk).head.assigneeId).toBe('U1')
  })

  it('that was deleted stays deleted, and holds nothing up', async () => {
    const desk = await openWithText()
    const missing = { type: 'refused', retryable: false, failure: { category: 'message-missing' } } as const
    desk.chat.script('update', { outcome: missing })
    await desk.click('claim', (await conversationOf(desk)).id)
    expect((await desk.threadline.status()).dueLanes).toBe(0)
    expect(await desk.threadline.deadEffects()).toEqual([])
    await desk.reply('Yes, it is.')
    expect(desk.carrier.texts).toHaveLength(1)
  })
})

describe('closing by button', () => {
  it('frees the conversation of whoever looked after it, and takes its card away', async () => {
    const desk = await openWithText()
    const { id } = await conversationOf(desk)
    await desk.click('claim', id)
    await desk.wait(180_000)
    await desk.text('Anybody there?')
    expect(desk.views('notification')).toHaveLength(1)
    await desk.click('close', id)
    expect(shownHead(desk).head).toMatchObject({ status: 'closed' })
    expect(shownHead(desk).head.assigneeId).toBeUndefined()
    expect(desk.views('notification')).toHaveLength(0)
    await desk.click('reopen', id)
    expect(shownHead(desk).head.status).toBe('open')
  })

  it('leaves the conversation whose it was, where the line wants that', async () => {
    const senders = [{ provider: 'carrier', address: '+14155550100' }] as const
    const desk = await openDesk({ lines: [{ senders, unassignOnClose: false }] })
    await desk.text('Hi')
    const { id } = await conversationOf(desk)
    await desk.click('claim', id)
    await desk.click('close', id)
    expect(shownHead(desk).head).toMatchObject({ status: 'closed', assigneeId: 'U1' })
  })
})
