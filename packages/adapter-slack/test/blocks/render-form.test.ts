import type { FormItem, FormView } from '@threadline/core'
import { describe, expect, test } from 'vitest'
import { decodeFormName, decodeSource, decodeSubject, renderForm } from '../../src/blocks/index.js'

const form = (items: readonly FormItem[], more: Partial<FormView> = {}): FormView => ({
  name: 'send-text',
  title: 'Send text',
  submit: 'Send',
  items,
  ...more,
})

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

  test('of more than fits to choose from, what was chosen before stays', () => {
    const options = Array.from({ length: 400 }, (_, index) => ({ label: `Line ${index}`, value: `l${index}` }))
    const [block] = renderForm(form([{ type: 'choice', name: 'line', label: 'From', options, value: 'l399' }])).blocks
    expect(block).toMatchObject({ element: { initial_option: { value: 'l399' } } })
    expect(JSON.stringify(block)).toContain('Only 300 of 400')
  })

  test('of more than fits the beginning is shown, and that there is more', () => {
    const items = Array.from({ length: 120 }, (_, index) => ({ type: 'note' as const, text: `Line ${index}` }))
    const { blocks } = renderForm(form(items))
    expect(blocks).toHaveLength(100)
    expect(JSON.stringify(blocks.at(-1))).toContain('There is more than Slack shows in one place.')
  })

  test('carries along what it is about, and says which form it is', () => {
    const view = renderForm(form([], { subject: 'c1' }))
    expect(decodeSubject(view.private_metadata)).toBe('c1')
    expect(decodeFormName(view.callback_id)).toBe('send-text')
  })
})

test.each([undefined, 7, 'send-text', 'threadline:', 'threadline:other'])('%j names no form of ours', (callbackId) => {
  expect(decodeFormName(callbackId)).toBeUndefined()
})

test.each([undefined, '', '{', 'null', '{"subject":7}'])('%j says of no subject', (metadata) => {
  expect(decodeSubject(metadata)).toBe('')
})
