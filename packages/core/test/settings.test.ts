import { describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { customer, memberMessage, openDesk } from './support/desk.js'

describe('settings', () => {
  it('changed by one process are seen by another within two seconds, and are still there after a restart', async () => {
    const storage = memoryStorage()
    const clock = fakeClock()
    const one = await openDesk({ storage, clock })
    const other = await openDesk({ storage, clock })
    await one.threadline.settings.changeLine('main', { notificationWindowMs: 5_000 })
    expect(await one.threadline.settings.lines()).toMatchObject([{ notificationWindowMs: 5_000 }])
    clock.advance(2_000)
    expect(await other.threadline.settings.lines()).toMatchObject([{ notificationWindowMs: 5_000, name: 'main' }])
    const restarted = await openDesk({ storage })
    expect(await restarted.threadline.settings.lines()).toMatchObject([{ notificationWindowMs: 5_000 }])
  })

  it('of a line are used from the next event on', async () => {
    const desk = await openDesk()
    await desk.threadline.settings.changeLine('main', { notificationWindowMs: 5_000 })
    await desk.text('Hi')
    await desk.wait(5_000)
    await desk.text('Anybody there?')
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('that name another channel move the line there', async () => {
    const desk = await openDesk()
    await desk.threadline.settings.changeLine('main', { channel: 'C2' })
    await desk.wait(31_000)
    const command = (channelId: string) =>
      memberMessage(channelId, { post: { channelId, messageId: channelId }, text: 'send 4155550123 Hello' })
    await desk.chatEvents(command('C1'))
    await desk.chatEvents(command('C2'))
    await desk.settle()
    expect(desk.carrier.texts.map(({ to }) => to)).toEqual([customer])
  })

  it.each([
    [{ defaultCountry: 'Narnia' }, /default country/],
    [{ channel: ' ' }, /shared channel/],
    [{ notificationWindowMs: -1 }, /notification window/],
  ])('%j is refused with what is wrong', async (changes, sentence) => {
    const desk = await openDesk()
    await expect(desk.threadline.settings.changeLine('main', changes)).rejects.toMatchObject({
      code: 'settings.invalid',
      message: expect.stringMatching(sentence) as string,
    })
    expect(await desk.threadline.settings.lines()).toMatchObject([{ defaultCountry: 'US', channel: '#sms' }])
  })

  it('changed at the same time are all kept', async () => {
    const desk = await openDesk()
    await Promise.all([
      desk.threadline.settings.changeLine('main', { name: 'Support' }),
      desk.threadline.settings.changeLine('main', { defaultCountry: 'GB' }),
      desk.threadline.settings.changeWorkspace({ roles: { settings: ['U1'] } }),
    ])
    expect(await desk.threadline.settings.lines()).toMatchObject([{ name: 'Support', defaultCountry: 'GB' }])
    expect(await desk.threadline.settings.workspace()).toEqual({ roles: { settings: ['U1'] } })
  })
})
