import type { BirdClient } from '@messagebird/sdk'
import { type Fields, objectsOf } from '../read.js'
import type { Call } from './client.js'

type Query = NonNullable<Parameters<BirdClient['sms']['list']>[0]>

/** Messages of a list, as far as they were read. */
export interface Listed {
  readonly messages: readonly Fields[]
  /** Every message there is was read. */
  readonly isWhole: boolean
}

const pageSize = 100
const mostPages = 20

/** Reads a list page by page, newest first: https://bird.com/docs/api/reference/list-sms-messages */
export async function listAll(call: Call, query: Query): Promise<Listed> {
  const messages: Fields[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page += 1) {
    const where = cursor === undefined ? query : { ...query, starting_after: cursor }
    const answer: Fields = { ...(await call((sms) => sms.list({ ...where, limit: pageSize }))) }
    const { data, next_cursor: next } = answer
    if (!Array.isArray(data)) throw new Error('The answer is not a list.')
    messages.push(...objectsOf(data))
    if (next === null || next === undefined || next === '') return { messages, isWhole: true }
    if (typeof next !== 'string') throw new Error('The answer is not a list.')
    cursor = next
  }
  return { messages, isWhole: false }
}
