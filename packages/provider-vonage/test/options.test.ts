import { generateKeyPairSync } from 'node:crypto'
import { ThreadlineError } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { vonageProvider, type VonageOptions } from '../src/index.js'
import { apiKey, apiSecret, applicationId, everythingIn, privateKey, signatureSecret } from './support/fixtures.js'

const account: VonageOptions = { apiKey, signatureSecret, apiSecret }
const application: VonageOptions = { apiKey, signatureSecret, applicationId, privateKey }
const media = { maxCount: 1, maxBytes: 1_000, maxTotalBytes: 1_000, contentTypes: ['image/*'] }
const anotherKind = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

describe('options that cannot be right are refused, without repeating them', () => {
  const wrong: readonly [string, object][] = [
    ['a missing API key', { ...account, apiKey: undefined }],
    ['an API key that is none', { ...account, apiKey: 'my key' }],
    ['no signature secret', { ...account, signatureSecret: undefined }],
    ['no signature secret in the list', { ...account, signatureSecret: [] }],
    ['an empty signature secret in the list', { ...account, signatureSecret: [signatureSecret, ''] }],
    ['a signature secret with a line break', { ...account, signatureSecret: `${signatureSecret}\n` }],
    ['neither application nor secret', { apiKey, signatureSecret }],
    ['both application and secret', { ...application, apiSecret }],
    ['a private key beside the secret', { ...account, privateKey }],
    ['an empty secret', { ...account, apiSecret: '' }],
    ['an application without its key', { ...application, privateKey: undefined }],
    ['an application id that is none', { ...application, applicationId: 'app' }],
    ['a path for the key', { ...application, privateKey: './private.key' }],
    ['half a key', { ...application, privateKey: privateKey.slice(0, 200) }],
    ['a key of another kind', { ...application, privateKey: anotherKind }],
    ['an API URL with its version', { ...account, apiUrl: 'https://api.nexmo.com/v1' }],
    ['an API URL with credentials', { ...account, apiUrl: `https://user:${apiSecret}@api.nexmo.com` }],
    ['an API URL without a scheme', { ...account, apiUrl: 'api.nexmo.com' }],
    ['an API URL of another scheme', { ...account, apiUrl: 'ftp://api.nexmo.com' }],
    ['no time', { ...account, timeoutMs: 0 }],
    ['more time than a timer can hold', { ...account, timeoutMs: 2 ** 31 }],
    ['longer texts than Vonage takes', { ...account, maxTextLength: 1001 }],
    ['no age at all', { ...account, maxWebhookAgeMs: 0 }],
    ['no kinds of files', { ...account, media: { ...media, contentTypes: [] } }],
    ['a kind of file that is none', { ...account, media: { ...media, contentTypes: ['jpeg'] } }],
    ['no files', { ...account, media: { ...media, maxCount: 0 } }],
    ['a file larger than all together', { ...account, media: { ...media, maxBytes: 2_000 } }],
    ['an address for a media host', { ...account, mediaHosts: ['https://media.example.com/'] }],
    ['an IP for a media host', { ...account, mediaHosts: ['169.254.169.254'] }],
    ['every host', { ...account, mediaHosts: ['.com'] }],
  ]

  it.each(wrong)('%s', (_name, options) => {
    let thrown: unknown
    try {
      vonageProvider({ ...account, apiSecret: undefined, ...options } as VonageOptions)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ThreadlineError)
    expect(thrown).toMatchObject({ code: 'configuration.invalid', message: expect.stringMatching(/^Vonage: .+\.$/) })
    for (const value of [apiSecret, signatureSecret, ...privateKey.trim().split('\n').slice(1, -1)]) {
      expect(everythingIn(thrown)).not.toContain(value)
    }
  })
})

describe('what a provider can do', () => {
  it('is what Vonage does unless told otherwise', () => {
    expect(vonageProvider(account).capabilities).toMatchObject({
      maxTextLength: 1000,
      sendsOptOutReplies: false,
      media: { maxCount: 10, maxTotalBytes: 600_000, contentTypes: expect.arrayContaining(['image/jpeg']) },
    })
  })

  it('can be narrowed', () => {
    const narrow = { maxTextLength: 320, sendsOptOutReplies: true }
    const options = { ...account, ...narrow, media: false, segmentsPerSecond: 3 } as const
    const segmentRate = { permits: 3, perMs: 1_000, burst: 3 }
    expect(vonageProvider(options).capabilities).toEqual({ ...narrow, segmentRate })
  })

  it('takes the files it is told to', () => {
    expect(vonageProvider({ ...account, media }).capabilities.media).toEqual(media)
  })

  it('has no look-up: Vonage has none', () => {
    expect(vonageProvider(account)).not.toHaveProperty('find')
    expect(vonageProvider(account)).not.toHaveProperty('check')
    expect(vonageProvider(account)).not.toHaveProperty('listInbound')
  })

  it('takes a private key from one line of an environment variable', () => {
    expect(() => vonageProvider({ ...application, privateKey: privateKey.replaceAll('\n', '\\n') })).not.toThrow()
  })

  it('shows no secret when it is logged', () => {
    for (const options of [account, application]) {
      const shown = everythingIn(vonageProvider(options))
      for (const value of [apiSecret, signatureSecret, 'PRIVATE KEY']) expect(shown).not.toContain(value)
    }
  })
})
