import { describe, expect, it } from 'vitest'
import { openDesk, ourNumber } from './support/desk.js'

const minute = 60_000

describe('metrics', () => {
  it('measure from the first text that waits to the first answer of a person, whatever the desk or its host say', async () => {
    const lines = [
      { senders: [{ provider: 'carrier', address: ourNumber }], firstMessageReply: 'We answer soon.' },
    ] as const
    const desk = await openDesk({ lines })
    const since = desk.clock.now()
    await desk.text('Hi')
    await desk.wait(4 * minute)
    await desk.text('Hello?')
    await desk.wait(minute)
    await desk.reply('Hello')
    await desk.reply('How can we help?')
    await desk.text('With my kettle')
    await desk.threadline.send({ to: '+14155550123', text: 'Ticket 7 is open.' })
    await desk.wait(minute)
    await desk.reply('I see')
    const metrics = await desk.threadline.metrics({ since })
    expect(metrics).toMatchObject({
      inbound: 3,
      firstAnswer: { count: 1 },
      open: 1,
      waiting: 0,
      unknown: 0,
      failed: {},
    })
    expect(metrics.firstAnswer.medianMs).toBeGreaterThanOrEqual(5 * minute)
    expect(metrics.firstAnswer.medianMs).toBeLessThan(6 * minute)
    expect(metrics.outbound).toBe(desk.carrier.texts.length)
  })

  it('count parts, failures by their reason, and what a line has', async () => {
    const desk = await openDesk()
    const since = desk.clock.now()
    await desk.text('Hi')
    desk.carrier.script({ outcome: { type: 'refused', retryable: false, failure: { category: 'landline' } } })
    await desk.reply('Hello')
    await desk.reply('Hello 👋'.repeat(12))
    const counted = { inbound: 1, outbound: 2, segments: 3, failed: { landline: 1 } }
    expect(await desk.threadline.metrics({ since, line: 'main' })).toMatchObject(counted)
    await desk.wait(minute)
    const later = new Date(since.getTime() + 30_000)
    expect(await desk.threadline.metrics({ since: later })).toMatchObject({ inbound: 0, outbound: 0, segments: 0 })
  })

  it('take a time that is one, and a line that there is', async () => {
    const { clock, threadline } = await openDesk()
    const since = clock.now()
    const yearsAgo = new Date(since.getTime() - 400 * 86_400_000)
    for (const query of [
      { since: new Date(since.getTime() + 9) },
      { since: yearsAgo },
      { since: yearsAgo, until: new Date(NaN) },
    ])
      await expect(threadline.metrics(query)).rejects.toMatchObject({ code: 'metrics.invalid' })
    const query = { since: new Date(since.getTime() - 1), line: 'sales' }
    await expect(threadline.metrics(query)).rejects.toMatchObject({ code: 'send.unknown_line' })
  })
})
