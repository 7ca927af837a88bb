import { ThreadlineError } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { twilioProvider } from '../src/index.js'
import { accountSid, authToken, everythingIn } from './support/fixtures.js'

const keySid = `SK${'2'.repeat(32)}`
const secret = 'secret of the test'

describe('options that cannot be right are refused, without repeating them', () => {
  const wrong: readonly [string, object][] = [
    ['an account sid that is none', { accountSid: 'secret' }],
    ['the sid of a key for the account', { accountSid: keySid }],
    ['a missing account sid', { accountSid: undefined }],
    ['an empty token', { authToken: '' }],
    ['a missing token', { authToken: undefined }],
    ['no token in the list', { authToken: [] }],
    ['an empty token in the list', { authToken: [authToken, ''] }],
    ['a token with a space', { authToken: secret }],
    ['a token with a line break', { authToken: `${authToken}\n` }],
    ['an account sid for the key', { apiKey: { sid: accountSid, secret: 'x' } }],
    ['a key without its secret', { apiKey: { sid: keySid, secret: '' } }],
    ['an API URL with a path', { apiUrl: 'https://api.twilio.com/2010-04-01' }],
    ['an API URL with credentials', { apiUrl: `https://user:${authToken}@api.twilio.com` }],
    ['an API URL without a scheme', { apiUrl: 'api.twilio.com' }],
    ['an API URL of another scheme', { apiUrl: 'ftp://api.twilio.com' }],
    ['no time', { timeoutMs: 0 }],
    ['half a millisecond', { timeoutMs: 0.5 }],
    ['more time than a timer can hold', { timeoutMs: 2 ** 31 }],
    ['longer texts than Twilio takes', { maxTextLength: 1601 }],
  ]

  it.each(wrong)('%s', (_name, options) => {
    let thrown: unknown
    try {
      twilioProvider({ accountSid, authToken, ...options })
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(ThreadlineError)
    expect(thrown).toMatchObject({ code: 'configuration.invalid', message: expect.stringMatching(/^Twilio: .+\.$/) })
    for (const value of [authToken, secret, keySid]) expect(everythingIn(thrown)).not.toContain(value)
  })
})

describe('what a provider can do', () => {
  it('is what Twilio does unless told otherwise', () => {
    expect(twilioProvider({ accountSid, authToken }).capabilities).toMatchObject({
      maxTextLength: 1600,
      sendsOptOutReplies: true,
    })
  })

  it('can be narrowed', () => {
    const options = { accountSid, authToken, maxTextLength: 320, sendsOptOutReplies: false }
    expect(twilioProvider(options).capabilities).toMatchObject({ maxTextLength: 320, sendsOptOutReplies: false })
  })

  it('shows no secret when it is logged', () => {
    expect(everythingIn(twilioProvider({ accountSid, authToken }))).not.toContain(authToken)
  })
})
