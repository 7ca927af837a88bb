import { readFileSync } from 'node:fs'
import { smsProviderSuite } from '@threadline/core/testing'
import { describe, expect, it } from 'vitest'
import { minimalProvider } from '../src/minimal-provider.js'
import { pigeonProvider } from '../src/pigeon-provider.js'
import { apiKey, pigeon, plainPigeon } from './descriptor.js'

describe('the complete provider', () => {
  const entry = new URL('../src/pigeon-provider.ts', import.meta.url)
  const cannot = { 'list-inbound': 'Pigeon keeps no list of what came in; it tries its webhooks for a day' }
  smsProviderSuite(
    { describe, it },
    { ...pigeon, entry, cannot, open: (setup) => pigeonProvider({ ...setup, apiKey }) },
  )

  it('fits into 150 lines', () => {
    expect(readFileSync(entry, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(150)
  })
})

describe('the minimal provider', () => {
  const why = 'it is as small as it can be'
  smsProviderSuite(
    { describe, it },
    {
      ...plainPigeon,
      entry: new URL('../src/minimal-provider.ts', import.meta.url),
      open: (setup) => minimalProvider({ ...setup, apiKey }),
      cannot: {
        'send-media': why,
        'receive-media': why,
        'retry-after': why,
        'dated-webhooks': 'Pigeon’s first signatures have no date',
        find: why,
        check: why,
        'fetch-media': why,
        'list-inbound': why,
      },
    },
  )
})
