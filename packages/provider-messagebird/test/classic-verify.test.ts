import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { verifyWebhook } from '../src/classic/verify.js'

interface Case {
  readonly name: string
  readonly method: string
  readonly secret: string
  readonly url: string
  readonly payload?: string
  readonly timestamp: string
  readonly token: string
  readonly valid: boolean
}

// The cases MessageBird gives to all of its SDKs.
const folder = createRequire(import.meta.url)
  .resolve('messagebird/package.json')
  .replace(/package\.json$/, '')
const cases: readonly Case[] = JSON.parse(
  readFileSync(`${folder}lib/testdata/webhook-signature-jwt-reference.json`, 'utf8'),
)

const verify = (one: Case) =>
  verifyWebhook(
    {
      method: one.method,
      url: one.url,
      headers: new Headers({ 'messagebird-signature-jwt': one.token }),
      body: Buffer.from(one.payload ?? '', 'utf8'),
    },
    ['another-key', one.secret],
    new Date(one.timestamp),
  )

describe("MessageBird's own cases", () => {
  it('are there, of both kinds', () => {
    expect(new Set(cases.map(({ valid }) => valid))).toEqual(new Set([true, false]))
  })

  it.each(cases)('$name', async (one) => {
    const answer = await verify(one).then(
      () => true,
      () => false,
    )
    expect(answer).toBe(one.valid)
  })
})
