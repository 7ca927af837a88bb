import { describe, expect, it } from 'vitest'
import { carrierUnknown } from '../support/carrier-double.js'
import { openDesk, type Desk } from '../support/desk.js'

const guest = { type: 'member', id: 'UGUEST' } as const

describe('a guest', () => {
  it('cannot open a line that is held', async () => {
    const desk = await openDesk()
    await desk.text('please take me off your list')
    const question = desk.views('consent')[0]
    const view = question?.post.view
    if (view?.type !== 'consent') throw new Error('Nobody was asked.')
    await clickAs(desk, guest, 'not-an-opt-out', view.conversationId, question)
    await desk.reply('sent after a guest opened it')
    expect(desk.carrier.texts).toEqual([])
  })

  it('who clicks Resend leaves the question to the members', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(300_000)
    const question = desk.views('unsure')[0]
    const view = question?.post.view
    if (view?.type !== 'unsure') throw new Error('Nobody was asked.')
    await clickAs(desk, guest, 'resend', view.messageId, question)
    expect(desk.views('unsure')).toHaveLength(1)
    await desk.click('resend', view.messageId, question)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['hello'])
  })
})

describe('somebody from outside', () => {
  it('is suggested no contacts', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const response = await desk.chatEvents({
      type: 'suggest',
      workspaceId: 'T1',
      identities: ['suggest:1'],
      source: 'recipient',
      query: '415',
      author: { type: 'external', id: 'X1' },
    })
    expect(await response.json()).toMatchObject({ suggestions: [] })
  })
})

describe('Resend that is refused', () => {
  it('keeps its question, so that it can be clicked once the reason is gone', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: carrierUnknown })
    await desk.reply('hello')
    await desk.wait(300_000)
    const question = desk.views('unsure')[0]
    const view = question?.post.view
    if (view?.type !== 'unsure') throw new Error('Nobody was asked.')
    await desk.text('please take me off your list')
    await desk.click('resend', view.messageId, question)
    expect(desk.views('unsure')).toHaveLength(1)
  })
})

async function clickAs(
  desk: Desk,
  author: typeof guest,
  action: 'resend' | 'not-an-opt-out',
  subject: string,
  post: ReturnType<Desk['views']>[number] | undefined,
): Promise<void> {
  const identities = [`click:${action}:${author.id}`] as const
  await desk.chatEvents({ type: 'action', workspaceId: 'T1', identities, author, action, subject, post: post?.ref })
  await desk.settle()
}
