import type { MessageStatus } from '../../src/domain/message.js'
import { describe, expect, test } from 'vitest'
import { isTerminal, markFor, mergeStatus } from '../../src/domain/merge-status.js'

const outbound = [
  'scheduled',
  'queued',
  'sending',
  'unknown',
  'sent',
  'delivered',
  'undelivered',
  'failed',
  'canceled',
] as const satisfies readonly MessageStatus[]
const ends: readonly MessageStatus[] = ['delivered', 'undelivered', 'failed', 'canceled']

function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (subsets, item) => [...subsets, ...subsets.map((subset) => [...subset, item])],
    [[]],
  )
}

/** Heap's algorithm would be faster; this one is plainly right. */
function* permutationsOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  if (items.length === 0) yield []
  for (const [index, item] of items.entries()) {
    for (const others of permutationsOf(items.toSpliced(index, 1))) yield [item, ...others]
  }
}

const afterAll = (news: readonly MessageStatus[]): MessageStatus =>
  news.reduce((current, incoming) => mergeStatus(current, incoming))

describe('a status only moves forward', () => {
  test.each([
    ['a late `sent` does not undo `delivered`', 'delivered', 'sent', 'delivered'],
    ['a late `queued` does not undo `sent`', 'sent', 'queued', 'sent'],
    ['`unknown` does not undo `sent`', 'sent', 'unknown', 'sent'],
    ['`unknown` does not undo `failed`', 'failed', 'unknown', 'failed'],
    ['a crash while sending leaves `unknown`', 'sending', 'unknown', 'unknown'],
    ['`sent` settles `unknown`', 'unknown', 'sent', 'sent'],
    ['`failed` settles `unknown`', 'unknown', 'failed', 'failed'],
    ['`delivered` settles `unknown`', 'unknown', 'delivered', 'delivered'],
    ['`delivered` beats an earlier `failed`', 'failed', 'delivered', 'delivered'],
    ['a late `undelivered` does not undo `delivered`', 'delivered', 'undelivered', 'delivered'],
    ['`undelivered` beats `failed`', 'failed', 'undelivered', 'undelivered'],
    ['a text that left was not canceled', 'canceled', 'sent', 'canceled'],
    ['a text that arrived was not canceled', 'canceled', 'delivered', 'delivered'],
    ['an inbound text stays received', 'received', 'delivered', 'received'],
    ['an outbound text never becomes received', 'queued', 'received', 'queued'],
  ] as const)('%s', (_outcome, current, incoming, expected) => {
    expect(mergeStatus(current, incoming)).toBe(expected)
  })
})

test('every order of every set of news ends in the same status', () => {
  const disagreeing: MessageStatus[][] = []
  for (const news of subsetsOf(outbound).filter(({ length }) => length > 0)) {
    const expected = afterAll(news)
    for (const order of permutationsOf(news)) if (afterAll(order) !== expected) disagreeing.push([...order])
  }
  expect(disagreeing).toEqual([])
})

test('with one end among the news, that end is the outcome, whatever the order', () => {
  const subsets = subsetsOf(outbound).filter((news) => news.filter((status) => ends.includes(status)).length === 1)
  expect(subsets).toHaveLength(4 * 2 ** 5)
  for (const news of subsets) expect(ends).toContain(afterAll(news))
  for (const news of subsets) expect(news).toContain(afterAll(news))
})

test('the same news twice changes nothing', () => {
  for (const current of outbound) {
    for (const incoming of outbound) {
      const once = mergeStatus(current, incoming)
      expect(mergeStatus(once, incoming)).toBe(once)
      expect(mergeStatus(once, current)).toBe(once)
    }
  }
})

test('an outcome is always one of the two that were merged', () => {
  for (const current of outbound)
    for (const incoming of outbound) expect([current, incoming]).toContain(mergeStatus(current, incoming))
})

test.each([
  ['scheduled', false, undefined],
  ['queued', false, undefined],
  ['sending', false, undefined],
  ['unknown', false, undefined],
  ['sent', false, 'sent'],
  ['delivered', true, 'delivered'],
  ['undelivered', true, 'failed'],
  ['failed', true, 'failed'],
  ['canceled', true, undefined],
  ['received', true, undefined],
] as const)('%s: nothing more is expected is %s, mark is %s', (status, terminal, mark) => {
  expect(isTerminal(status)).toBe(terminal)
  expect(markFor(status)).toBe(mark)
})
