import { expect, it } from 'vitest'
import { senders } from '../src/providers.js'
import { swap, type Turn } from '../src/swap.js'

it('the line moves from provider to provider, and the conversation stays in its thread', async () => {
  const turns: Turn[] = []
  for await (const turn of swap()) turns.push(turn)
  expect(turns.map(({ answeredFrom, threads }) => [answeredFrom, threads])).toEqual(
    senders.map(({ address }) => [address, 1]),
  )
}, 120_000)
