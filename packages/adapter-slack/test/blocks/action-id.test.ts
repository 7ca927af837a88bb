import type { ActionName } from '@threadline/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeAction, decodeOption, encodeAction, encodeOption } from '../../src/blocks/index.js'
import { wellFormed } from '../../src/text/index.js'

const names: readonly ActionName[] = [
  'send-text',
  'open-thread',
  'hide',
  'resend',
  'leave',
  'confirm-opt-out',
  'not-an-opt-out',
]

test('what a button was given comes back when it is clicked, but for what no text can hold', () => {
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 1000 }), (action, subject) => {
      expect(decodeAction(encodeAction(action, subject))).toEqual({ action, subject: wellFormed(subject) })
    }),
    { examples: [['hide', 'a\0b']] },
  )
})

test('a button without a subject has no value: Slack refuses empty ones', () => {
  expect(encodeAction('send-text', '')).toEqual({ action_id: 'threadline:send-text' })
})

test('a subject that a button cannot hold is an error, not another subject', () => {
  expect(() => encodeAction('hide', 'x'.repeat(2001))).toThrow(RangeError)
})

test.each([
  [{}],
  [{ action_id: 'hide', value: '1' }],
  [{ action_id: 'threadline:', value: '1' }],
  [{ action_id: 'threadline:delete', value: '1' }],
  [{ action_id: 'threadline:constructor', value: '1' }],
  [{ action_id: ' threadline:hide', value: '1' }],
  [{ action_id: 'threadline:hide ', value: '1' }],
  [{ action_id: 'threadline:hide', value: 1 }],
  [{ action_id: 'threadline:hide', value: null }],
  [{ action_id: 'threadline:hide', value: 'x'.repeat(2001) }],
  [{ action_id: ['threadline:hide'], value: '1' }],
])('%j is no button of ours', (clicked) => expect(decodeAction(clicked)).toBeUndefined())

test('an entry of a menu comes back as the action it stands for', () => {
  expect(decodeOption(encodeOption('hide', 'c1'))).toEqual({ action: 'hide', subject: 'c1' })
  expect(decodeOption(encodeOption('send-text', ''))).toEqual({ action: 'send-text', subject: '' })
  expect(['hide', 'other c1', undefined, 7].map(decodeOption)).toEqual([undefined, undefined, undefined, undefined])
})

test('buttons of one action in one block are told apart, and mean the same', () => {
  const { action_id } = encodeAction('hide', 'c1', 2)
  expect(action_id).not.toBe(encodeAction('hide', 'c1').action_id)
  expect(decodeAction({ action_id, value: 'c1' })).toEqual({ action: 'hide', subject: 'c1' })
})
