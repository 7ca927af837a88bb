import { describe, expect, it } from 'vitest'
import { parseRetryAfter, readObject } from '../../src/http/index.js'

const now = new Date('2030-01-07T10:00:00Z')

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Mon, 07 Jan 2030 10:00:30 GMT', 30_000],
    ['Mon, 07 Jan 2030 09:00:00 GMT', 0],
    ['99999999', 24 * 60 * 60_000],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s is %s ms', (header, waitMs) => expect(parseRetryAfter(header, now)).toBe(waitMs))
})

describe('a body', () => {
  it.each(['{"a":1}', Buffer.from('{"a":1}')])('of JSON is read', (body) => expect(readObject(body)).toEqual({ a: 1 }))
  it.each(['', '<html>', '[]', 'null', '"a"', '{"a":', '1'])('%s is no object', (body) =>
    expect(readObject(body)).toBeUndefined(),
  )
})
