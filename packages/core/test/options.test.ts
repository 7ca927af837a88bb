import { describe, expect, it } from 'vitest'
import { createThreadline, type ThreadlineOptions } from '@threadline/core'
import { carrierDouble } from './support/carrier-double.js'
import { chatDouble } from './support/chat-double.js'
import { customer, openDesk, ourNumber } from './support/desk.js'

const sender = { provider: 'carrier', address: ourNumber }
const wrongWord = 'maybe' as never
const good: ThreadlineOptions = {
  workspaceId: 'T1',
  publicUrl: 'https://desk.example',
  chat: chatDouble(),
  providers: { carrier: carrierDouble() },
  lines: [{ senders: [sender] }],
}

describe('createThreadline', () => {
  it.each<[string, Partial<ThreadlineOptions>, RegExp]>([
    ['no workspace', { workspaceId: '' }, /workspaceId/],
    ['no number of days', { retention: { textsDays: NaN } }, /retention.textsDays must be from 1/],
    ['claims forgotten too early', { retention: { claimsDays: 1 } }, /retention.claimsDays must be from 2/],
    ['no line', { lines: [] as unknown as ThreadlineOptions['lines'] }, /at least one line/],
    [
      'two lines with one id',
      { lines: [{ senders: [sender] }, { senders: [{ ...sender, address: '+14155550101' }] }] },
      /id of its own/,
    ],
    [
      'two lines with one number',
      {
        lines: [
          { id: 'a', senders: [sender] },
          { id: 'b', senders: [sender], channel: '#other' },
        ],
      },
      /share a number/,
    ],
    ['a provider that is not there', { lines: [{ senders: [{ ...sender, provider: 'nobody' }] }] }, /not in providers/],
    [
      'a number without country code',
      { lines: [{ senders: [{ ...sender, address: '(415) 555-0100' }] }] },
      /country code/,
    ],
    ['no number that sends', { lines: [{ senders: [{ ...sender, receivesOnly: true }] }] }, /a sender that sends/],
    ['a country by name', { lines: [{ senders: [sender], defaultCountry: 'usa' }] }, /two capital letters/],
    ['a word for long texts that is none', { lines: [{ senders: [sender], longTexts: wrongWord }] }, /refuse or split/],
    ['a word for quotes that is none', { lines: [{ senders: [sender], smartQuotes: wrongWord }] }, /keep or plain/],
    [
      'a negative window',
      { lines: [{ senders: [sender], notificationWindowMs: -1 }] },
      /notification window of 0 milliseconds or more/,
    ],
    ['a public URL with a path', { publicUrl: 'https://desk.example/path' }, /origin/],
    ['a public URL that is none', { publicUrl: 'desk.example' }, /origin/],
    ['calls that take no time', { callTimeoutMs: 0 }, /callTimeoutMs/],
    ['a lease that a busy process would lose', { leaseMs: 999 }, /leaseMs must be 1000 or more/],
    ['a lease that is no number', { leaseMs: Number.NaN }, /leaseMs/],
    ['a lease that never ends', { leaseMs: Infinity }, /leaseMs/],
  ])('refuses %s with a sentence that says what to change', (_what, overrides, sentence) => {
    expect(() => createThreadline({ ...good, ...overrides })).toThrow(sentence)
  })

  it('says once at start that memory is lost on restart, and not when a storage is given', async () => {
    const lines: string[] = []
    const silent = () => {}
    const logger = {
      debug: silent,
      info: silent,
      error: silent,
      warn: (_fields: unknown, message: string) => void lines.push(message),
    }
    const inMemory = createThreadline({ ...good, logger })
    await inMemory.start()
    await inMemory.stop()
    expect(lines).toEqual([expect.stringContaining('lost on restart')])
    await openDesk({ logger })
    expect(lines).toHaveLength(1)
  })

  it('gives a call up, and its process after it, at the times it is told', async () => {
    const desk = await openDesk({ callTimeoutMs: 2_000, leaseMs: 3_000 })
    desk.carrier.send = () => new Promise(() => undefined)
    const { conversationId } = await desk.threadline.send({ to: customer, text: 'into the void' })
    await desk.quiet()
    const head = () => desk.storage.transaction('T1', ({ outbox }) => outbox.head(`sms:${conversationId}`))
    const startedAt = desk.clock.now().getTime()
    expect(await head()).toMatchObject({ state: 'started', leaseUntil: new Date(startedAt + 3_000) })
    desk.clock.advance(1_999)
    await desk.quiet()
    expect(await head()).toMatchObject({ state: 'started' })
    desk.clock.advance(1)
    await desk.quiet()
    expect(await head()).toBeUndefined()
  })
})
