import { describe, expect, it } from 'vitest'
import { readDeskSettings } from '../src/settings/settings.js'

const real = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'secret',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_NUMBER: '+14155550100',
  PUBLIC_URL: 'https://sms.example.com',
}

describe('the settings', () => {
  it('are a sandbox when there are no credentials, empty ones included', () => {
    const emptied = Object.fromEntries(Object.keys(real).map((name) => [name, '']))
    expect(readDeskSettings({})).toMatchObject({ mode: 'sandbox', port: 4010 })
    expect(readDeskSettings({ ...emptied, PORT: '8080' })).toMatchObject({ mode: 'sandbox', port: 8080 })
  })

  it('are real when all of the credentials are there', () => {
    expect(readDeskSettings(real)).toMatchObject({
      mode: 'real',
      port: 3000,
      line: { channel: '#sms', defaultCountry: 'US' },
    })
  })

  it('take several providers, in the order that is asked for', () => {
    const both = { ...real, BIRD_API_KEY: 'bk_1', BIRD_SIGNING_KEY: 'whsec_1', BIRD_NUMBER: '+14155550111' }
    const order = (settings: ReturnType<typeof readDeskSettings>) =>
      settings.mode === 'real' ? settings.carriers.map(({ provider }) => provider) : []
    expect(order(readDeskSettings(both))).toEqual(['twilio', 'bird'])
    expect(order(readDeskSettings({ ...both, SMS_PROVIDERS: 'bird, twilio' }))).toEqual(['bird', 'twilio'])
    expect(order(readDeskSettings({ ...both, SMS_PROVIDERS: 'bird' }))).toEqual(['bird'])
    expect(() => readDeskSettings({ ...both, SMS_PROVIDERS: 'pigeon' })).toThrow('not “pigeon”')
    expect(() => readDeskSettings({ ...both, BIRD_NUMBER: '' })).toThrow('BIRD_NUMBER')
  })

  it('keep everything in a folder, or in PostgreSQL when there is one', () => {
    expect(readDeskSettings(real)).toMatchObject({ keeping: { type: 'folder', folder: '.threadline' } })
    const url = 'postgres://localhost/desk'
    expect(readDeskSettings({ ...real, DATABASE_URL: url })).toMatchObject({ keeping: { type: 'postgres', url } })
  })

  it('take an app token in place of a signing secret', () => {
    const { SLACK_SIGNING_SECRET: _secret, ...rest } = real
    expect(readDeskSettings({ ...rest, SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject({ slack: { appToken: 'xapp-1' } })
    expect(() => readDeskSettings(rest)).toThrow('SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN)')
  })

  it.each(Object.keys(real).filter((name) => name !== 'SLACK_SIGNING_SECRET'))(
    'name %s when it alone is missing',
    (name) => {
      expect(() => readDeskSettings({ ...real, [name]: undefined })).toThrow(name)
    },
  )

  it.each([
    ['PORT', 'many'],
    ['PORT', '-1'],
    ['NOTIFICATION_WINDOW_SECONDS', '1.5'],
  ])('refuse %s=%s with a sentence', (name, value) => {
    expect(() => readDeskSettings({ [name]: value })).toThrow(`${name} must be a whole number, not “${value}”.`)
  })
})
