import { memoryStorage } from '@threadline/core/memory'
import { expect, it } from 'vitest'
import { swap, type Turn } from '../src/swap.js'

it('the line moves from provider to provider, and its thread and what waits to be sent move along', async () => {
  const turns: Turn[] = []
  for await (const turn of swap(memoryStorage())) turns.push(turn)
  expect(turns.map(({ provider, texts, threads }) => [provider, threads, [...texts].sort()])).toEqual([
    ['twilio', 1, ['Answered by twilio']],
    ['vonage', 1, ['Answered by vonage', 'Queued with twilio', 'Scheduled with twilio']],
    ['messagebird', 1, ['Answered by messagebird', 'Queued with vonage', 'Scheduled with vonage']],
  ])
}, 120_000)
