import { fakeClock } from '@threadline/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seededRandom } from '../src/random.js'
import { createWebhookSender, type Webhook, type WebhookSender } from '../src/webhook-sender.js'
import { startReceiver, type Receiver } from './support/receiver.js'

const clock = fakeClock()
let receiver: Receiver
let sender: WebhookSender

beforeEach(async () => {
  receiver = await startReceiver()
  sender = createWebhookSender({ clock, random: seededRandom(3) })
})

afterEach(async () => {
  sender.stop()
  await receiver.stop()
})

function webhook(body: string, more: Partial<Webhook> = {}): Webhook {
  return {
    name: 'event',
    build: ({ number, reason }) =>
      new Request(`${receiver.url}/hook`, {
        method: 'POST',
        headers: { 'x-slack-signature': 'v0=0123456789abcdef', 'x-number': String(number), 'x-reason': reason ?? '' },
        body,
      }),
    ...more,
  }
}

const bodies = () => receiver.arrived.map(({ body }) => body)
const numbers = () => receiver.arrived.map(({ headers }) => headers.get('x-number'))

describe('a webhook', () => {
  it('arrives once, and its response is handed back', async () => {
    receiver.answer = () => Response.json({ response_action: 'clear' })
    const responses: unknown[] = []
    sender.send(webhook('a', { onResponse: async (response) => void responses.push(await response.json()) }))
    await sender.settled()
    expect(bodies()).toEqual(['a'])
    expect(responses).toEqual([{ response_action: 'clear' }])
    expect(sender.deliveries).toMatchObject([{ name: 'event', status: 200, attempt: 0, isForged: false }])
  })

  it('without retries is lost when the receiver fails', async () => {
    receiver.answer = () => new Response(null, { status: 500 })
    const statuses: number[] = []
    sender.send(webhook('a', { onResponse: (response) => void statuses.push(response.status) }))
    await sender.settled()
    clock.advance(24 * 60 * 60 * 1000)
    await sender.settled()
    expect(bodies()).toEqual(['a'])
    expect(statuses).toEqual([500])
  })

  it('waits for a receiver that is still starting, when it could be retried at all', async () => {
    let start = (): void => undefined
    sender.hold(new Promise((resolve) => (start = resolve)))
    sender.send(webhook('kept', { retryDelaysMs: [60_000] }))
    sender.send(webhook('answered at once'))
    await expect.poll(bodies).toEqual(['answered at once'])
    start()
    await sender.settled()
    expect(bodies()).toEqual(['answered at once', 'kept'])
    sender.send(webhook('as ever', { retryDelaysMs: [60_000] }))
    await sender.settled()
    expect(numbers()).toEqual(['0', '0', '0'])
  })

  it('is retried when its waits have passed on the clock, until it is accepted', async () => {
    receiver.answer = () => new Response(null, { status: receiver.arrived.length < 3 ? 503 : 200 })
    const statuses: number[] = []
    const onResponse = (response: Response) => void statuses.push(response.status)
    sender.send(webhook('a', { retryDelaysMs: [0, 60_000, 300_000], onResponse }))
    await sender.settled()
    expect(numbers()).toEqual(['0', '1'])
    clock.advance(59_999)
    await sender.settled()
    expect(numbers()).toEqual(['0', '1'])
    clock.advance(1)
    await sender.settled()
    clock.advance(300_000)
    await sender.settled()
    expect(numbers()).toEqual(['0', '1', '2'])
    expect(receiver.arrived.map(({ headers }) => headers.get('x-reason'))).toEqual(['', 'http_error', 'http_error'])
    expect(statuses).toEqual([200])
  })

  it('is not retried when the receiver asks for none', async () => {
    receiver.answer = () => new Response(null, { status: 500, headers: { 'x-slack-no-retry': '1' } })
    const endsRetries = (response: Response) => response.headers.get('x-slack-no-retry') === '1'
    sender.send(webhook('a', { retryDelaysMs: [0, 0], endsRetries }))
    await sender.settled()
    expect(numbers()).toEqual(['0'])
  })

  it('that finds nobody is told so, and tells the retry why', async () => {
    await receiver.stop()
    const reasons: (string | undefined)[] = []
    const failures: string[] = []
    const { build } = webhook('a')
    sender.send({
      name: 'event',
      build: (attempt) => {
        reasons.push(attempt.reason)
        return build(attempt)
      },
      retryDelaysMs: [0],
      onFailure: (reason) => failures.push(reason),
    })
    await sender.settled()
    expect(reasons).toEqual([undefined, 'connection_failed'])
    expect(failures).toEqual(['connection_failed'])
  })

  it('to a malformed address fails like one that finds nobody', async () => {
    const failures: string[] = []
    sender.send({ name: 'event', build: () => new Request('not an address'), onFailure: (why) => failures.push(why) })
    await sender.settled()
    expect(failures).toEqual(['connection_failed'])
  })

  it('that is not answered in time is given up and retried', async () => {
    let isAsked = () => {}
    const asked = new Promise<void>((resolve) => (isAsked = resolve))
    receiver.answer = ({ headers }) => {
      if (headers.get('x-number') === '1') return new Response()
      isAsked()
      return new Promise<never>(() => {})
    }
    sender.send(webhook('a', { timeoutMs: 3000, retryDelaysMs: [0] }))
    await asked
    clock.advance(3000)
    await sender.settled()
    expect(receiver.arrived.map(({ headers }) => headers.get('x-reason'))).toEqual(['', 'http_timeout'])
  })

  it('waits for the one before it with the same key, and for no other', async () => {
    const finished: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    let isOtherDone = () => {}
    const otherDone = new Promise<void>((resolve) => (isOtherDone = resolve))
    receiver.answer = async ({ body }) => {
      if (body === 'first') await held
      finished.push(body)
      if (body === 'other') isOtherDone()
      return new Response()
    }
    sender.send(webhook('first', { orderKey: 'a' }))
    sender.send(webhook('second', { orderKey: 'a' }))
    sender.send(webhook('other', { orderKey: 'b' }))
    await otherDone
    release()
    await sender.settled()
    expect(finished).toEqual(['other', 'first', 'second'])
  })

  it('is forgotten when the sender stops', async () => {
    receiver.answer = () => new Response(null, { status: 500 })
    sender.send(webhook('a', { retryDelaysMs: [1000] }))
    await sender.settled()
    sender.stop()
    clock.advance(1000)
    sender.send(webhook('b'))
    await sender.settled()
    expect(bodies()).toEqual(['a'])
  })
})

describe('a webhook that a fault strikes', () => {
  it('arrives twice when duplicated, and hands back one response', async () => {
    let responses = 0
    sender.faults.add({ fault: { type: 'duplicate' }, times: 1 })
    sender.send(webhook('a', { onResponse: () => void (responses += 1) }))
    sender.send(webhook('b', { onResponse: () => void (responses += 1) }))
    await sender.settled()
    expect(bodies().sort()).toEqual(['a', 'a', 'b'])
    expect(responses).toBe(2)
  })

  it('never arrives when dropped', async () => {
    sender.faults.add({ on: /^status\./, fault: { type: 'drop' } })
    sender.send(webhook('lost', { name: 'status.sent', retryDelaysMs: [0] }))
    sender.send(webhook('kept', { name: 'inbound' }))
    await sender.settled()
    expect(bodies()).toEqual(['kept'])
  })

  it('is overtaken when delayed', async () => {
    sender.faults.add({ fault: { type: 'delay', ms: 5000 }, times: 1 })
    sender.send(webhook('late', { orderKey: 'a' }))
    sender.send(webhook('early', { orderKey: 'a' }))
    await sender.settled()
    expect(bodies()).toEqual(['early'])
    clock.advance(5000)
    await sender.settled()
    expect(bodies()).toEqual(['early', 'late'])
  })

  it('leaves in another order when reordered, and none is lost', async () => {
    sender.faults.add({ fault: { type: 'reorder', window: 8 } })
    const sent = Array.from({ length: 20 }, (_, index) => String(index))
    for (const body of sent) sender.send(webhook(body, { orderKey: 'a' }))
    await sender.settled()
    expect([...bodies()].sort()).toEqual([...sent].sort())
    const left = sender.deliveries.length
    expect(left).toBe(20)
    expect(bodies()).not.toEqual(sent)
  })

  it('does not wait for ever in a window that does not fill up', async () => {
    sender.faults.add({ fault: { type: 'reorder', window: 8 } })
    const arrived = new Promise<string>((resolve) => {
      receiver.answer = ({ body }) => {
        resolve(body)
        return new Response()
      }
    })
    sender.send(webhook('a'))
    expect(sender.deliveries).toEqual([])
    clock.advance(500)
    await expect(arrived).resolves.toBe('a')
  })

  it('comes after a copy with a bad signature when forged', async () => {
    sender.faults.add({ fault: { type: 'forge' } })
    sender.send(webhook('a'))
    await sender.settled()
    const signatures = receiver.arrived.map(({ headers }) => headers.get('x-slack-signature'))
    expect(bodies()).toEqual(['a', 'a'])
    expect(signatures[0]).not.toBe(signatures[1])
    expect(signatures[0]).toHaveLength(signatures[1]?.length ?? 0)
    expect(signatures[1]).toBe('v0=0123456789abcdef')
  })

  it('comes only with the bad signature when forged and dropped', async () => {
    sender.faults.add({ fault: { type: 'forge' } })
    sender.faults.add({ fault: { type: 'drop' } })
    sender.send(webhook('a'))
    await sender.settled()
    expect(receiver.arrived.map(({ headers }) => headers.get('x-slack-signature'))).not.toContain('v0=0123456789abcdef')
    expect(bodies()).toEqual(['a'])
  })
})
