import { describe, expect, it } from 'vitest'
import { createFaults, withFaults, type Fault } from '../src/faults.js'
import { seededRandom } from '../src/random.js'

const never = Symbol('never answered')

async function tryCall(fault: Fault) {
  const faults = createFaults()
  faults.add({ on: 'messages.create', fault })
  let effects = 0
  const reply = withFaults(faults, 'messages.create', async () => {
    effects += 1
    return Response.json({ sid: 'SM1' }, { status: 201 })
  })
  const settled = await Promise.race([reply, new Promise<typeof never>((resolve) => setImmediate(resolve, never))])
  return { settled, effects }
}

async function summary(settled: Awaited<ReturnType<typeof tryCall>>['settled']) {
  if (!(settled instanceof Response)) return settled
  return { status: settled.status, retryAfter: settled.headers.get('retry-after'), body: await settled.text() }
}

describe('a call that a fault strikes', () => {
  const cases: readonly { name: string; fault: Fault; effects: number; expected: unknown }[] = [
    {
      name: 'a rate limit with a wait changes nothing and says how long, in whole seconds',
      fault: { type: 'rate-limit', retryAfterMs: 1500 },
      effects: 0,
      expected: { status: 429, retryAfter: '2' },
    },
    {
      name: 'a rate limit without a wait does not say how long',
      fault: { type: 'rate-limit' },
      effects: 0,
      expected: { status: 429, retryAfter: null },
    },
    {
      name: 'an error changes nothing and says what it was told to say',
      fault: { type: 'error', status: 503, body: 'down' },
      effects: 0,
      expected: { status: 503, body: 'down' },
    },
    {
      name: 'a reset changes nothing and breaks the connection',
      fault: { type: 'reset' },
      effects: 0,
      expected: 'drop',
    },
    {
      name: 'accept-then-drop takes effect and breaks the connection',
      fault: { type: 'accept-then-drop' },
      effects: 1,
      expected: 'drop',
    },
    {
      name: 'accept-then-error takes effect and answers the error',
      fault: { type: 'accept-then-error', status: 500 },
      effects: 1,
      expected: { status: 500 },
    },
    { name: 'hang takes effect and never answers', fault: { type: 'hang' }, effects: 1, expected: never },
  ]

  it.each(cases)('$name', async ({ fault, effects, expected }) => {
    const tried = await tryCall(fault)
    expect(tried.effects).toBe(effects)
    const seen = await summary(tried.settled)
    if (typeof expected === 'object') expect(seen).toMatchObject(expected as object)
    else expect(seen).toBe(expected)
  })

  it('garbled takes effect and answers a 200 that is not JSON', async () => {
    const { settled, effects } = await tryCall({ type: 'garbled' })
    expect(effects).toBe(1)
    const seen = await summary(settled)
    expect(seen).toMatchObject({ status: 200 })
    expect(() => JSON.parse((seen as { body: string }).body)).toThrow(SyntaxError)
  })

  it('delay takes effect at once and answers later, after a call that came later', async () => {
    const faults = createFaults()
    faults.add({ on: 'a', fault: { type: 'delay', ms: 50 }, times: 1 })
    const order: string[] = []
    const call = (name: string) =>
      withFaults(faults, 'a', async () => {
        order.push(`${name} takes effect`)
        return new Response(name)
      }).then(() => order.push(`${name} is answered`))
    await Promise.all([call('first'), call('second')])
    expect(order).toEqual(['first takes effect', 'second takes effect', 'second is answered', 'first is answered'])
  })
})

describe('fault rules', () => {
  const reset = { type: 'reset' } as const

  it('strike only the calls they name, as often as they say', () => {
    const faults = createFaults()
    faults.add({ on: 'chat.postMessage', fault: reset, times: 2 })
    const calls = ['chat.update', 'chat.postMessage', 'chat.postMessage', 'chat.postMessage']
    expect(calls.map((call) => faults.take(call))).toEqual([undefined, reset, reset, undefined])
  })

  it('fit by pattern, also by one that remembers where it was', () => {
    const faults = createFaults()
    faults.add({ on: /^chat\./g, fault: reset })
    const calls = ['chat.update', 'chat.update', 'views.open']
    expect(calls.map((call) => faults.take(call)?.type)).toEqual(['reset', 'reset', undefined])
  })

  it('give way to the next one when used up, and are gone when cleared', () => {
    const faults = createFaults()
    faults.add({ on: 'x', fault: reset, times: 1 })
    faults.add({ on: 'x', fault: { type: 'hang' } })
    expect([faults.take('x')?.type, faults.take('x')?.type]).toEqual(['reset', 'hang'])
    faults.clear()
    expect(faults.take('x')).toBeUndefined()
  })

  it('strike by chance the same calls in every run with the same seed', () => {
    const run = (seed: number) => {
      const faults = createFaults(seededRandom(seed))
      faults.add({ on: 'x', fault: reset, chance: 0.25 })
      return Array.from({ length: 400 }, () => faults.take('x') !== undefined)
    }
    const struck = run(7).filter(Boolean).length
    expect(run(7)).toEqual(run(7))
    expect(run(8)).not.toEqual(run(7))
    expect(struck).toBeGreaterThan(60)
    expect(struck).toBeLessThan(140)
  })
})
