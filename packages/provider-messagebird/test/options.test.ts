import { ThreadlineError } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { messagebirdProvider } from '../src/index.js'
import { apiKey, birdOptions, birdSecret, classicOptions, everythingIn, signingKey } from './support/fixtures.js'

const secret = 'secret of the test'
const classic = classicOptions()
const bird = birdOptions()

describe('options that cannot be right are refused, without repeating them', () => {
  const wrong: readonly [string, object, object][] = [
    ['another API', classic, { api: 'channels' }],
    ['no API', classic, { api: undefined }],
    ['an empty key', classic, { apiKey: '' }],
    ['a missing key', classic, { apiKey: undefined }],
    ['a key with a line break', classic, { apiKey: `${apiKey}\n` }],
    ['a key of the classic API for Bird', bird, { apiKey }],
    ['an empty signing key', classic, { signingKey: '' }],
    ['no signing key in the list', classic, { signingKey: [] }],
    ['a signing key with a space', classic, { signingKey: secret }],
    ['an empty signing key in the list', classic, { signingKey: [signingKey, ''] }],
    ['a signing key of the classic API for Bird', bird, { signingKey }],
    ['one of two secrets that is none', bird, { signingKey: [birdSecret, 'whsec_'] }],
    ['an API URL with a version', bird, { apiUrl: 'https://eu1.platform.bird.com/v1' }],
    ['an API URL with credentials', classic, { apiUrl: `https://user:${apiKey}@rest.messagebird.com` }],
    ['an API URL without a scheme', classic, { apiUrl: 'rest.messagebird.com' }],
    ['an API URL of another scheme', classic, { apiUrl: 'ftp://rest.messagebird.com' }],
    ['a media host that is an address', classic, { mediaHosts: ['https://files.example.com/'] }],
    ['a category Bird does not know', bird, { category: 'spam' }],
    ['no time', classic, { timeoutMs: 0 }],
    ['half a millisecond', bird, { timeoutMs: 0.5 }],
    ['more time than a timer can hold', classic, { timeoutMs: 2 ** 31 }],
    ['longer texts than MessageBird takes', classic, { maxTextLength: 1378 }],
    ['longer texts than Bird takes', bird, { maxTextLength: 1837 }],
  ]

  it.each(wrong)('%s', (_name, right, options) => {
    let thrown: unknown
    try {
      messagebirdProvider({ ...classic, ...right, ...options })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ThreadlineError)
    expect(thrown).toMatchObject({
      code: 'configuration.invalid',
      message: expect.stringMatching(/^MessageBird: .+\.$/),
    })
    for (const value of [apiKey, signingKey, birdSecret, secret]) expect(everythingIn(thrown)).not.toContain(value)
  })
})

describe('what a provider can do', () => {
  it('is words only unless told otherwise', () => {
    expect(messagebirdProvider(classic).capabilities).toEqual({
      maxTextLength: 1377,
      maxSegments: 9,
      sendsOptOutReplies: true,
    })
    expect(messagebirdProvider(bird).capabilities).toEqual({
      maxTextLength: 1836,
      maxSegments: 12,
      sendsOptOutReplies: true,
    })
  })

  it('holds pictures where the senders are enabled for MMS', () => {
    const { media } = messagebirdProvider(classicOptions({ mms: true })).capabilities
    expect(media).toMatchObject({ maxCount: 10, maxTotalBytes: 1_000_000 })
  })

  it('can be narrowed', () => {
    const narrow = { maxTextLength: 320, sendsOptOutReplies: false }
    const options = { ...narrow, segmentsPerSecond: 10 }
    const expected = { ...narrow, segmentRate: { permits: 10, perMs: 1_000, burst: 10 } }
    expect(messagebirdProvider(classicOptions(options)).capabilities).toMatchObject(expected)
    expect(messagebirdProvider(birdOptions(options)).capabilities).toMatchObject(expected)
  })

  it('shows no secret when it is logged', () => {
    for (const value of [apiKey, signingKey, birdSecret]) {
      expect(everythingIn([messagebirdProvider(classic), messagebirdProvider(bird)])).not.toContain(value)
    }
  })
})
