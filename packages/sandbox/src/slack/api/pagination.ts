import { SlackFailure } from './failure.js'

/** One page of a collection. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly hasMore: boolean
  /** Empty on the last page. */
  readonly nextCursor: string
}

/**
 * Cuts one page out of an ordered collection. The cursor names the next item by its key, as Slack's do
 * (`next_ts:1512085861000543` in base64), so that a page stays right when new items arrive.
 *
 * @throws SlackFailure `invalid_cursor`
 */
export function pageOf<Item>(
  items: readonly Item[],
  options: { readonly cursor: string | undefined; readonly limit: number; readonly keyOf: (item: Item) => string },
): Page<Item> {
  const start = options.cursor === undefined ? 0 : startOf(items, options.cursor, options.keyOf)
  const end = start + options.limit
  const next = items[end]
  const nextCursor = next === undefined ? '' : Buffer.from(`next:${options.keyOf(next)}`).toString('base64')
  return { items: items.slice(start, end), hasMore: next !== undefined, nextCursor }
}

function startOf<Item>(items: readonly Item[], cursor: string, keyOf: (item: Item) => string): number {
  const key = /^next:(.+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1]
  const start = key === undefined ? -1 : items.findIndex((item) => keyOf(item) === key)
  if (start < 0) throw new SlackFailure('invalid_cursor')
  return start
}
