import { describe, expect, it } from 'vitest'
import { channelName } from '../../src/domain/channel-name.js'
import { fc } from '../support/fast-check.js'

describe('the name of a channel', () => {
  it.each([
    ['Jane Doe', '+14155556084', 'sms-jane-doe-6084'],
    [undefined, '+14155556084', 'sms-14155556084'],
    ['  José  Ñuñez-Łukasz ', '+34600000084', 'sms-jose-nunez-lukasz-0084'],
    ["Conan O'Brien", '+14155550123', 'sms-conan-obrien-0123'],
    ['Straße & Søn', '+14155550123', 'sms-strasse-son-0123'],
    ['Юлия', '+14155550123', 'sms-14155550123'],
    ['山田 Taro', '+14155550123', 'sms-14155550123'],
    ['👋', '+14155550123', 'sms-14155550123'],
    ['Jane 👋', '+14155550123', 'sms-jane-0123'],
    ['Bank', 'MYBANK', 'sms-bank'],
    [undefined, 'MYBANK', 'sms-mybank'],
    [undefined, '24681', 'sms-24681'],
  ])('%s at %s is %s', (name, address, expected) => {
    expect(channelName({ name, address })).toBe(expected)
  })

  it('counts on when it is taken', () => {
    const jane = { name: 'Jane Doe', address: '+14155556084' }
    expect([1, 2, 10].map((attempt) => channelName(jane, attempt))).toEqual([
      'sms-jane-doe-6084-2',
      'sms-jane-doe-6084-3',
      'sms-jane-doe-6084-11',
    ])
  })

  it('is one that can be made, whatever the contact is called', () => {
    const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 300 }))
    fc.assert(
      fc.property(fc.option(anything, { nil: undefined }), anything, fc.nat(30), (name, address, attempt) => {
        const made = channelName({ name, address }, attempt)
        expect(made).toMatch(/^sms-[a-z0-9-]+$/)
        expect(made.length).toBeLessThanOrEqual(80)
        if (attempt > 0) expect(made.endsWith(`-${attempt + 1}`)).toBe(true)
      }),
    )
  })
})
