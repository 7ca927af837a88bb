import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFormId, renderForm } from '../../src/blocks/index.js'
import { offences } from './slack-limits.js'

const lines = [
  { id: 'sales', name: 'Sales' },
  { id: 'support', name: 'Support' },
]

describe('the form that sends a text', () => {
  test('names its inputs by their fields', () => {
    const { blocks } = renderForm({ type: 'send-text', lines }, '')
    const ids = blocks.map((block) => [
      block.block_id,
      'element' in block && 'action_id' in block.element ? block.element.action_id : '',
    ])
    expect(ids).toEqual([
      ['to', 'to'],
      ['text', 'text'],
      ['line', 'line'],
    ])
  })

  test('suggests from the first character on', () => {
    expect(renderForm({ type: 'send-text', lines }, '').blocks[0]).toMatchObject({
      element: { type: 'external_select', min_query_length: 1 },
    })
  })

  test.each([[[]], [lines.slice(0, 1)]])('asks for no line where there is no choice', (few) => {
    expect(renderForm({ type: 'send-text', lines: few }, '').blocks.map((block) => block.block_id)).toEqual([
      'to',
      'text',
    ])
  })

  test('chooses no line by itself', () => {
    expect(renderForm({ type: 'send-text', lines }, '').blocks[2]).toMatchObject({
      element: {
        type: 'static_select',
        option_groups: [
          {
            options: [
              { text: { text: 'Sales' }, value: 'sales' },
              { text: { text: 'Support' }, value: 'support' },
            ],
          },
        ],
      },
    })
    expect(JSON.stringify(renderForm({ type: 'send-text', lines }, ''))).not.toContain('initial_option')
  })

  test('carries along what it is given and says which form it is', () => {
    const view = renderForm({ type: 'send-text', lines }, 'T1')
    expect(view.private_metadata).toBe('T1')
    expect(decodeFormId(view.callback_id)).toBe('send-text')
  })

  test('keeps the limits of Slack whatever lines are called', () => {
    const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.constantFrom('', '\u202E'))
    const line = fc.record({ id: fc.string({ minLength: 1, maxLength: 150 }), name })
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 250, selector: ({ id }) => id.replaceAll('\0', '') }), (many) => {
        const view = renderForm(
          {
            type: 'send-text',
            lines: many.map(({ id, name: called }) => ({
              id: `x${id}`.replaceAll('\0', '').slice(0, 150),
              name: called,
            })),
          },
          '',
        )
        expect(offences(view)).toEqual([])
        expect([view.title, view.submit, view.close].every((label) => (label?.text.length ?? 0) <= 24)).toBe(true)
      }),
    )
  })
})

test.each([undefined, 7, 'send-text', 'threadline:', 'threadline:other'])('%j names no form of ours', (callbackId) => {
  expect(decodeFormId(callbackId)).toBeUndefined()
})
