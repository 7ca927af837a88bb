import type { FormItem, FormView } from '@threadline/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFormName, decodeSource, decodeSubject, renderForm } from '../../src/blocks/index.js'
import { offences } from './slack-limits.js'

const form = (items: readonly FormItem[], more: Partial<FormView> = {}): FormView => ({
  name: 'send-text',
  title: 'Send text',
  submit: 'Send',
  items,
  ...more,
})

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 5_000 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom('', ' ', '\u202E', '<!channel>', '`*_~', '\uD800', 'مرحبا بكم'),
)
const name = fc.constantFrom('one', 'two', 'three', 'four', 'five', 'six')
const value = fc.string({ minLength: 1, maxLength: 40, unit: fc.constantFrom('a', 'b', 'c', '1', ':') })
const choices = fc.array(fc.record({ label: words, value }), { maxLength: 250 })
const common = { name, label: words, hint: fc.option(words, { nil: undefined }) }
const placeholder = fc.option(words, { nil: undefined })
const button = fc.record({
  label: fc.constant('Do it'),
  action: fc.constant('hide' as const),
  subject: fc.constantFrom('', 'c1'),
})

const item: fc.Arbitrary<FormItem> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), ...common, value: words, placeholder }),
  fc.record({ type: fc.constant('choice' as const), ...common, options: choices, value, placeholder }),
  fc.record({
    type: fc.constant('choices' as const),
    ...common,
    options: choices,
    values: fc.array(value),
    placeholder,
  }),
  fc.record({
    type: fc.constant('suggest' as const),
    ...common,
    source: fc.constant('recipient' as const),
    placeholder,
  }),
  fc.record({ type: fc.constant('member' as const), ...common, placeholder }),
  fc.record({ type: fc.constant('members' as const), ...common, values: fc.array(value), placeholder }),
  fc.record({ type: fc.constant('channel' as const), ...common, placeholder }),
  fc.record({ type: fc.constant('moment' as const), ...common }),
  fc.record({ type: fc.constant('toggle' as const), ...common, isOn: fc.boolean() }),
  fc.record({
    type: fc.constantFrom('heading' as const, 'note' as const, 'quote' as const, 'paragraph' as const),
    text: words,
  }),
  fc.record({
    type: fc.constant('entry' as const),
    title: words,
    detail: words,
    buttons: fc.array(button, { maxLength: 30 }),
    menu: fc.array(button, { maxLength: 8 }),
  }),
)

describe('a form', () => {
  test('names its inputs by their fields', () => {
    const { blocks } = renderForm(
      form([
        { type: 'suggest', name: 'to', label: 'To', source: 'recipient' },
        { type: 'text', name: 'text', label: 'Text' },
        { type: 'choice', name: 'line', label: 'From', options: [{ label: 'Sales', value: 'sales' }] },
      ]),
    )
    expect(blocks.map((block) => block.block_id)).toEqual(['to', 'text', 'line'])
  })

  test('suggests from the first character on, and says from where', () => {
    const [block] = renderForm(form([{ type: 'suggest', name: 'to', label: 'To', source: 'recipient' }])).blocks
    expect(block).toMatchObject({ element: { type: 'external_select', min_query_length: 1 } })
    const { action_id } = (block as unknown as { element: { action_id: string } }).element
    expect(decodeSource(action_id)).toBe('recipient')
  })

  test('chooses nothing by itself', () => {
    const options = [{ label: 'Sales', value: 'sales' }]
    const view = renderForm(form([{ type: 'choice', name: 'line', label: 'From', options }]))
    expect(JSON.stringify(view)).not.toContain('initial_option')
  })

  test('shows what was chosen before, if it is still there', () => {
    const options = [{ label: 'Sales', value: 'sales' }]
    const chosen = (given: string) =>
      renderForm(form([{ type: 'choice', name: 'line', label: 'From', options, value: given }])).blocks[0]
    expect(chosen('sales')).toMatchObject({ element: { initial_option: { value: 'sales' } } })
    expect(JSON.stringify(chosen('gone'))).not.toContain('initial_option')
  })

  test('carries along what it is about, and says which form it is', () => {
    const view = renderForm(form([], { subject: 'c1' }))
    expect(decodeSubject(view.private_metadata)).toBe('c1')
    expect(decodeFormName(view.callback_id)).toBe('send-text')
  })

  test('keeps the limits of Slack whatever things are called', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(item, { minLength: 1, maxLength: 12, selector: (one) => ('name' in one ? one.name : one) }),
        (items) => {
          const view = renderForm(form(items))
          if (view.blocks.length > 0) expect(offences(view)).toEqual([])
          expect([view.title, view.submit, view.close].every((label) => (label?.text.length ?? 0) <= 24)).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

test.each([undefined, 7, 'send-text', 'threadline:', 'threadline:other'])('%j names no form of ours', (callbackId) => {
  expect(decodeFormName(callbackId)).toBeUndefined()
})

test.each([undefined, '', '{', 'null', '{"subject":7}'])('%j says of no subject', (metadata) => {
  expect(decodeSubject(metadata)).toBe('')
})
