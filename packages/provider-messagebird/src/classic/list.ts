import { VendorCallError } from '@threadline/core/http'
import { unknown } from '../errors.js'
import { type Fields, objectsOf } from '../read.js'
import type { ClassicClient } from './client.js'

/** Items of a list, as far as they were read. */
export interface Listed {
  readonly items: readonly Fields[]
  /** Every item there is was read. */
  readonly isWhole: boolean
}

const pageSize = 100
const mostPages = 20

/** Reads a list page by page: https://developers.messagebird.com/api/#pagination */
export async function listAll(
  client: ClassicClient,
  path: string,
  query: Readonly<Record<string, string>>,
): Promise<Listed> {
  const items: Fields[] = []
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await client.get(path, { ...query, limit: String(pageSize), offset: String(items.length) })
    const { items: listed, totalCount } = answer
    if (!Array.isArray(listed) || typeof totalCount !== 'number') throw new Error('The answer is not a list.')
    items.push(...objectsOf(listed))
    if (items.length >= totalCount) return { items, isWhole: items.length === totalCount }
    if (listed.length === 0) break
  }
  return { items, isWhole: false }
}

/** A time as the API's filters want it. */
export function rfc3339(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}+00:00`
}

/** Whether an error says that the API does not have what was asked for. */
export function isNotFound(error: unknown): boolean {
  return error instanceof VendorCallError && error.failure.type === 'answer' && error.failure.status === 404
}

/** An outcome for a list that does not tell. */
export function cannotTell(detail: string) {
  return unknown({ category: 'other', detail })
}
