import { describe, expect, it } from 'vitest'
import { plainQuotes } from '../../src/domain/plain-quotes.js'
import { countSegments } from '../../src/domain/segments.js'

describe('plain quotes', () => {
  it.each([
    ['“It’s ‘his’ – or—hers…”', `"It's 'his' - or-hers..."`],
    ['«no\u00a0break»', '"no break"'],
    ['5′ 2″ − 3‑4', `5' 2" - 3-4`],
    ['é 漢 😀 stay, ~€[] too', 'é 漢 😀 stay, ~€[] too'],
    ['', ''],
  ])('%s', (text, plain) => {
    expect(plainQuotes(text)).toBe(plain)
    expect(plainQuotes(plain)).toBe(plain)
  })

  it('bring a text of three parts down to one', () => {
    const text = `It’s ready. ${'a'.repeat(140)}`
    expect(countSegments(text).segments).toBe(3)
    expect(countSegments(plainQuotes(text))).toMatchObject({ encoding: 'GSM-7', segments: 1 })
  })
})
