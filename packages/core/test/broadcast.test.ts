import { describe, expect, it } from 'vitest'
import type { Broadcast, BroadcastReport, LineOptions } from '@threadline/core'
import { memoryStorage } from '../src/memory/index.js'
import { fakeClock } from '../src/testing/index.js'
import { carrierUnknown } from './support/carrier-double.js'
import { chatDouble } from './support/chat-double.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'

const number = (n: number): string => `+1415555${String(100 + n).padStart(4, '0')}`
const numbers = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => number(n))

const line = (options: Partial<LineOptions> = {}) => ({
  lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...options }] as const,
})

async function started(desk: Desk, to: readonly string[], text = 'Open on Sunday'): Promise<Broadcast> {
  const { id } = await desk.threadline.broadcasts.create({ to: { numbers: to }, text })
  const broadcast = await desk.threadline.broadcasts.start(id)
  await desk.settle()
  return broadcast
}

const report = (desk: Desk, { id }: Broadcast): Promise<BroadcastReport> => desk.threadline.broadcasts.get(id)
const texted = (...desks: readonly Desk[]) =>
  desks.flatMap(({ carrier }) => carrier.texts.map(({ to }) => to)).toSorted()
const words = (desk: Desk): string => JSON.stringify(desk.chat.shown(desk.views('panel')[0]!.ref))

describe('a broadcast', () => {
  it('texts everybody on its list once, at the pace of its line, and shows it in one post', async () => {
    const desk = await openDesk(line({ broadcastPerMinute: 60 }))
    const broadcast = await started(desk, [...numbers(5), number(0)])
    expect(desk.carrier.texts).toHaveLength(1)
    await desk.wait(2_000)
    expect(desk.carrier.texts.length).toBeLessThan(5)
    await desk.wait(60_000)
    expect(texted(desk)).toEqual(numbers(5))
    expect(desk.chat.posts).toHaveLength(1)
    expect(words(desk)).toContain('A broadcast is done')
    expect(await report(desk, broadcast)).toMatchObject({ status: 'done', size: 5, progress: { sent: 5, waiting: 0 } })
  })

  it('says beforehand who gets it and who does not, and keeps to that', async () => {
    const desk = await openDesk()
    const { broadcasts, contacts } = desk.threadline
    await contacts.add({ number: number(1), name: 'Out' })
    await contacts.optOut({ number: number(1) })
    await contacts.add({ number: number(2) })
    await contacts.block({ number: number(2) })
    desk.carrier.script({ outcome: { type: 'refused', retryable: false, failure: { category: 'landline' } } })
    await desk.threadline.send({ to: number(3), text: 'Hello' })
    await desk.settle()
    const { id } = await broadcasts.create({
      to: { numbers: [...numbers(4), '+442071838750'] },
      text: 'Open on Sunday “all day”',
    })
    const skipped = { 'opted-out': 1, blocked: 1, 'no-mobile': 1, country: 1 }
    const preview = { texts: 1, later: 0, skipped, segments: 1, example: 'Open on Sunday “all day”' }
    expect(await broadcasts.preview(id)).toMatchObject(preview)
    await broadcasts.start(id)
    await desk.wait(60_000)
    expect(texted(desk)).toEqual([number(0)])
    expect((await broadcasts.get(id)).progress).toMatchObject({ sent: 1, skipped })
  })

  it('of a person with two numbers texts one, and nobody who never wrote where the line wants that', async () => {
    const desk = await openDesk(line({ broadcastsTo: 'who-wrote' }))
    const { broadcasts, contacts } = desk.threadline
    await contacts.add({ number: number(0), name: 'Jane' })
    await contacts.add({ number: number(1), name: 'Jane' })
    await contacts.merge({ number: number(1) }, { number: number(0) })
    await desk.text('Hi', number(0))
    const { id } = await broadcasts.create({ to: { numbers: numbers(3) }, text: 'Open on Sunday' })
    expect(await broadcasts.preview(id)).toMatchObject({ texts: 1, skipped: { 'same-person': 1, 'never-wrote': 1 } })
  })

  it('calls everybody by their name, and texts nobody a hole', async () => {
    const desk = await openDesk(line({ name: 'Support' }))
    const { broadcasts, contacts } = desk.threadline
    await contacts.add({ number: number(0), name: 'Dr. Jane {{line.name}} Doe' })
    const to = { numbers: numbers(2) }
    const strict = await broadcasts.create({ to, text: 'Hi {{contact.firstName}}, {{line.name}} is open.' })
    expect(await broadcasts.preview(strict.id)).toMatchObject({ texts: 1, skipped: { unfilled: 1 } })
    const kind = await broadcasts.create({ to, text: 'Hi {{contact.firstName|there}}, {{line.name}} is open.' })
    expect((await broadcasts.preview(kind.id)).example).toBe('Hi Jane, Support is open.')
    await broadcasts.start(kind.id)
    await desk.wait(60_000)
    const hellos = ['Hi Jane, Support is open.', 'Hi there, Support is open.']
    expect(desk.carrier.texts.map(({ text }) => text).toSorted()).toEqual(hellos)
  })

  it('takes a list with names: the good rows count, the others are told of, and nobody who is known is renamed', async () => {
    const desk = await openDesk()
    const { broadcasts, contacts } = desk.threadline
    await contacts.add({ number: number(0), name: 'Jane' })
    await contacts.add({ number: number(2) })
    await contacts.optOut({ number: number(2) })
    await desk.text('Hi', number(1))
    const rows = [`Janet, ${number(0)}`, `Joe, ${number(1)}`, `Ann, ${number(2)}`, `Joe again, ${number(1)}`, 'Bob, 12']
    const draft = await broadcasts.create({ to: { list: rows.join('\n') }, text: 'Hi {{contact.firstName}}' })
    const refused = [{ line: 5, row: 'Bob, 12', reason: 'That number is too short for the US.' }]
    expect(draft).toMatchObject({ size: 3, refused, repeated: 1 })
    expect(await broadcasts.preview(draft.id)).toMatchObject({ texts: 2, skipped: { 'opted-out': 1 } })
    await broadcasts.start(draft.id)
    await desk.wait(60_000)
    expect(desk.carrier.texts.map(({ text }) => text).toSorted()).toEqual(['Hi Jane', 'Hi Joe'])
    const nobody = broadcasts.create({ to: { list: '12\n13' }, text: 'Open' })
    await expect(nobody).rejects.toThrow('Line 1: That number is too short for the US. Line 2:')
  })

  it('reaches everybody with a tag', async () => {
    const desk = await openDesk()
    await desk.text('Hi', number(1))
    await desk.text('Hi', number(2))
    const [newest] = await desk.threadline.conversations.list()
    await desk.threadline.conversations.tag(newest!.id, 'VIP')
    const { size } = await desk.threadline.broadcasts.create({ to: { tag: '#vip' }, text: 'Open on Sunday' })
    expect(size).toBe(1)
  })

  it('reaches everybody with a tag, whether it is theirs or their conversation’s, but for whom somebody else keeps private', async () => {
    const desk = await openDesk()
    await desk.text('Hi', number(1))
    const [conversation] = await desk.threadline.conversations.list()
    await desk.threadline.conversations.tag(conversation!.id, 'vip')
    await desk.threadline.contacts.tag({ number: number(1) }, 'vip')
    await desk.threadline.contacts.add({ number: number(2), name: 'Jane', tags: ['vip', 'other'] })
    await desk.threadline.contacts.add({ number: number(3), tags: ['vip'], privateTo: 'U2' })
    const of = async () => (await desk.threadline.broadcasts.create({ to: { tag: 'VIP' }, text: 'Open' })).size
    expect(await of()).toBe(3)
    await desk.threadline.contacts.erase({ number: number(2) })
    expect(await of()).toBe(2)
  })

  it.each([
    ['no list', { to: {}, text: 'Open' }, 'broadcast.invalid'],
    ['a tag that nobody has', { to: { tag: 'vip' }, text: 'Open' }, 'broadcast.invalid'],
    ['no text', { to: { numbers: numbers(1) }, text: ' ' }, 'broadcast.invalid'],
    ['a note', { to: { numbers: numbers(1) }, text: '// do not tell them' }, 'broadcast.invalid'],
    ['a variable that is none', { to: { numbers: numbers(1) }, text: 'Hi {{name}}' }, 'broadcast.invalid'],
    ['nobody who sends it', { to: { numbers: numbers(1) }, text: 'I am {{agent.name}}' }, 'broadcast.invalid'],
    ['something that is no number', { to: { numbers: ['12'] }, text: 'Open' }, 'broadcast.invalid'],
    ['a list of two columns of numbers', { to: { list: 'phone,mobile' }, text: 'Open' }, 'broadcast.invalid'],
    ['too many', { to: { contactIds: Array.from({ length: 10_001 }, String) }, text: 'Open' }, 'broadcast.invalid'],
    ['another line', { to: { numbers: numbers(1) }, text: 'Open', line: 'sales' }, 'send.unknown_line'],
  ] as const)('with %s is not made', async (_, request, code) => {
    const desk = await openDesk()
    await expect(desk.threadline.broadcasts.create(request)).rejects.toMatchObject({ code })
    expect(await desk.threadline.broadcasts.list()).toEqual([])
  })
})

describe('whoever stops a broadcast', () => {
  it('stops it: what has left has left, and the rest never leaves', async () => {
    const desk = await openDesk()
    const broadcast = await started(desk, numbers(10))
    await desk.wait(2_000)
    const before = texted(desk)
    await desk.click('cancel-broadcast', broadcast.id, desk.views('panel')[0])
    await desk.wait(120_000)
    expect(texted(desk)).toEqual(before)
    expect(words(desk)).toContain('was canceled')
    await expect(desk.threadline.broadcasts.start(broadcast.id)).rejects.toMatchObject({ code: 'broadcast.over' })
  })

  it('also stops what is queued and has not left', async () => {
    const desk = await openDesk()
    const busy = {
      type: 'refused',
      retryable: true,
      retryAfterMs: 30_000,
      failure: { category: 'rate-limited' },
    } as const
    desk.carrier.script({ outcome: busy })
    const broadcast = await started(desk, numbers(1))
    await desk.threadline.broadcasts.cancel(broadcast.id)
    await desk.wait(120_000)
    expect(desk.carrier.texts).toEqual([])
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 0, withheld: 1 })
  })

  it('can have it go on after a pause', async () => {
    const desk = await openDesk()
    const broadcast = await started(desk, numbers(6))
    await desk.click('pause-broadcast', broadcast.id, desk.views('panel')[0])
    const before = desk.carrier.texts.length
    await desk.wait(60_000)
    expect(desk.carrier.texts).toHaveLength(before)
    await desk.click('start-broadcast', broadcast.id, desk.views('panel')[0])
    await desk.click('start-broadcast', broadcast.id, desk.views('panel')[0])
    await desk.wait(60_000)
    expect(texted(desk)).toEqual(numbers(6))
  })

  it('has to be among those who may, whoever may text customers', async () => {
    const desk = await openDesk()
    const broadcast = await started(desk, numbers(3))
    desk.chat.members.set('U1', { id: 'U1', name: 'Ana', kind: 'full' })
    await desk.click('cancel-broadcast', broadcast.id, desk.views('panel')[0])
    expect((await report(desk, broadcast)).status).toBe('running')
    expect(JSON.stringify(desk.chat.whispers)).toContain('text many people at once')
    await desk.threadline.settings.changeWorkspace({ roles: { broadcast: ['U1'] } })
    await desk.click('cancel-broadcast', broadcast.id, desk.views('panel')[0])
    expect((await report(desk, broadcast)).status).toBe('canceled')
  })
})

describe('nobody gets a broadcast twice', () => {
  it('with two processes at it at once, one of which dies', async () => {
    const shared = { storage: memoryStorage(), clock: fakeClock(), chat: chatDouble() }
    const first = await openDesk(shared)
    const second = await openDesk(shared)
    const broadcast = await started(first, numbers(12))
    for (let seconds = 0; seconds < 40; seconds += 1) {
      shared.clock.advance(1_000)
      await Promise.all([first.settle(), second.settle()])
      if (seconds === 4) await first.threadline.stop()
    }
    await second.wait(60_000)
    expect(texted(first, second)).toEqual(numbers(12))
    expect((await report(second, broadcast)).status).toBe('done')
  })

  it('when the storage fails in the middle of every other step', async () => {
    const storage = memoryStorage()
    let count = 0
    let isFailing = false
    const desk = await openDesk({
      storage: {
        ...storage,
        transaction: (workspaceId, work) =>
          storage.transaction(workspaceId, async (tx) => {
            const result = await work(tx)
            count += 1
            if (isFailing && count % 3 === 0) throw new Error('undone')
            return result
          }),
      },
    })
    const broadcast = await started(desk, numbers(8))
    isFailing = true
    await desk.wait(300_000)
    isFailing = false
    await desk.wait(300_000)
    expect(new Set(texted(desk)).size).toBe(desk.carrier.texts.length)
    const { progress } = await report(desk, broadcast)
    expect(progress.sent + progress.unknown).toBe(8)
    expect(count).toBeGreaterThan(100)
  })
})

describe('a broadcast leaves the desk in peace', () => {
  it('until somebody answers: then its text begins their thread, and their answer is announced', async () => {
    const desk = await openDesk()
    await started(desk, numbers(3))
    await desk.wait(60_000)
    expect(desk.views('root')).toEqual([])
    expect((await desk.threadline.conversations.list({ statuses: ['new', 'open'] })).length).toBe(0)
    await desk.text('Yes please', number(1))
    await desk.wait(5_000)
    const root = desk.root()
    expect(root.post.view).toMatchObject({ message: { text: 'Open on Sunday', direction: 'outbound' } })
    expect(desk.views('message').map(({ post }) => post)).toMatchObject([
      { view: { message: { text: 'Yes please' } }, target: { thread: root.ref } },
    ])
    expect(desk.views('notification')).toHaveLength(1)
    await desk.reply('See you then')
    expect(desk.carrier.texts.at(-1)).toMatchObject({ to: number(1), text: 'See you then' })
  })

  it('also when its texts fail: that is counted, and shown once somebody speaks', async () => {
    const desk = await openDesk()
    desk.carrier.script({ outcome: { type: 'refused', retryable: false, failure: { category: 'landline' } } })
    const broadcast = await started(desk, numbers(2))
    await desk.wait(60_000)
    expect(desk.chat.posts).toHaveLength(1)
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 1, failed: { landline: 1 } })
    expect(words(desk)).toContain('1 × ')
    await desk.text('Did you text me?', number(0))
    expect(desk.views('failure')).toHaveLength(1)
  })

  it('also when nobody knows whether they went: a person decides about each in a list, and the rest is left at once', async () => {
    const desk = await openDesk(line({ broadcastPerMinute: 600 }))
    desk.carrier.script(...Array.from({ length: 4 }, () => ({ outcome: carrierUnknown })))
    const broadcast = await started(desk, numbers(6))
    await desk.wait(200_000)
    expect(desk.chat.posts).toHaveLength(1)
    expect(words(desk)).toContain('Decide about 4')
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 2, unknown: 4, undecided: 4 })
    const [first, second, third] = await desk.threadline.broadcasts.unsure(broadcast.id)
    await desk.click('unsure-broadcast', broadcast.id, desk.views('panel')[0])
    expect(JSON.stringify(desk.chat.forms.at(-1))).toContain(first!.id)

    const before = desk.carrier.texts.length
    await desk.click('resend', first!.id)
    await desk.click('resend', first!.id)
    await desk.click('leave', second!.id)
    expect(await desk.threadline.broadcasts.decide(third!.id, 'resent')).toBe(true)
    expect(await desk.threadline.broadcasts.decide(third!.id, 'left')).toBe(false)
    await desk.wait(60_000)
    expect(desk.carrier.texts).toHaveLength(before + 2)
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 4, unknown: 2, undecided: 1 })
    await desk.click('leave-unsure', broadcast.id)
    await desk.wait(60_000)
    expect(words(desk)).not.toContain('Decide about')
    expect(desk.chat.posts).toHaveLength(1)
  })

  it('also of a part of a long text: the others stay as they are', async () => {
    const desk = await openDesk(line({ broadcastPerMinute: 600, longTexts: 'split' }))
    const text = 'Open on Sunday. '.repeat(15)
    desk.carrier.script({ outcome: carrierUnknown, wasAccepted: true }, { outcome: carrierUnknown })
    desk.carrier.script({ outcome: carrierUnknown })
    const broadcast = await started(desk, numbers(2), text)
    await desk.wait(200_000)
    expect(desk.carrier.sendCalls).toHaveLength(4)
    const [first, second, third] = await desk.threadline.broadcasts.unsure(broadcast.id)
    expect(second?.partOf).toBe(first?.id)
    expect(words(desk)).toContain('Decide about 2')
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 0, unknown: 2, undecided: 2 })

    await desk.threadline.broadcasts.decide(first!.id, 'left')
    await desk.threadline.broadcasts.decide(second!.id, 'resent')
    await desk.threadline.broadcasts.decide(third!.id, 'resent')
    await desk.wait(200_000)
    expect(await desk.threadline.broadcasts.unsure(broadcast.id)).toEqual([])
    expect(desk.carrier.sendCalls.slice(4).map((sent) => sent.text)).toEqual([second!.text, third!.text])
    expect((await report(desk, broadcast)).progress).toMatchObject({ sent: 1, unknown: 1, undecided: 0 })
  })

  it('and nothing of a canceled one is sent again', async () => {
    const desk = await openDesk()
    desk.carrier.script({ outcome: carrierUnknown })
    const { id } = await started(desk, numbers(1))
    await desk.threadline.broadcasts.create({ to: { numbers: numbers(3) }, text: 'Another' })
    const [text] = await desk.threadline.broadcasts.unsure(id)
    await desk.storage.transaction('T1', async (tx) => {
      const broadcast = await tx.broadcasts.find(id)
      if (broadcast) await tx.broadcasts.save({ ...broadcast, status: 'canceled' })
    })
    await expect(desk.threadline.broadcasts.decide(text!.id, 'resent')).rejects.toMatchObject({
      code: 'broadcast.invalid',
    })
    expect(await desk.threadline.broadcasts.decide(text!.id, 'left')).toBe(true)
  })

  it('and does not answer whoever waits', async () => {
    const desk = await openDesk()
    await desk.text('Anybody there?', number(0))
    await started(desk, numbers(1))
    const [waiting] = await desk.threadline.conversations.list({ isWaiting: true })
    expect(waiting?.status).toBe('new')
  })
})

describe('a broadcast waits', () => {
  it('for the morning of those who sleep, and texts the others', async () => {
    const clock = fakeClock(new Date('2030-01-07T06:00:00Z'))
    const desk = await openDesk({ clock, ...line({ quietHours: { from: '21:00', to: '08:00' } }) })
    await desk.threadline.contacts.add({ number: number(0), zone: 'America/New_York' })
    await desk.threadline.contacts.add({ number: number(1), zone: 'Asia/Tokyo' })
    const { id } = await desk.threadline.broadcasts.create({ to: { numbers: numbers(2) }, text: 'Open on Sunday' })
    expect(await desk.threadline.broadcasts.preview(id)).toMatchObject({ texts: 2, later: 1 })
    await desk.threadline.broadcasts.start(id)
    await desk.wait(60_000)
    expect(texted(desk)).toEqual([number(1)])
    expect(words(desk)).toContain('quiet hours')
    await desk.wait(8 * 3_600_000)
    expect(texted(desk)).toEqual(numbers(2))
  })

  it('for another day when its line has sent all texts of one', async () => {
    const desk = await openDesk(line({ dailyTexts: 2 }))
    const broadcast = await started(desk, numbers(3))
    await desk.wait(60_000)
    expect(desk.carrier.texts).toHaveLength(2)
    expect(await report(desk, broadcast)).toMatchObject({
      status: 'running',
      because: expect.stringContaining('a day') as string,
    })
    await desk.wait(24 * 3_600_000)
    expect(texted(desk)).toEqual(numbers(3))
  })

  it('for a person when most of its texts fail', async () => {
    const desk = await openDesk(line({ broadcastPerMinute: 600 }))
    const refused = { type: 'refused', retryable: false, failure: { category: 'account' } } as const
    desk.carrier.script(...Array.from({ length: 30 }, () => ({ outcome: refused })))
    const broadcast = await started(desk, numbers(40))
    await desk.wait(60_000)
    expect(await report(desk, broadcast)).toMatchObject({ status: 'paused', progress: { failed: { account: 20 } } })
    expect(words(desk)).toContain('Find out why')
  })
})
