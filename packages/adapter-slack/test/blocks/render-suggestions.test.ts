import type { Suggestion } from '@threadline/core'
import { expect, test } from 'vitest'
import { renderSuggestions } from '../../src/blocks/index.js'

test('each group stands together, in the order in which they come', () => {
  const suggestions: readonly Suggestion[] = [
    { group: 'Contacts', label: 'Maria Jones · +1 415-555-0123', value: '+14155550123' },
    { group: 'New number', label: '📱 Text +1 415-555-0199', value: '+14155550199' },
  ]
  expect(renderSuggestions(suggestions)).toEqual([
    {
      label: { type: 'plain_text', text: 'Contacts', emoji: false },
      options: [
        { text: { type: 'plain_text', text: 'Maria Jones · +1 415-555-0123', emoji: false }, value: '+14155550123' },
      ],
    },
    {
      label: { type: 'plain_text', text: 'New number', emoji: false },
      options: [{ text: { type: 'plain_text', text: '📱 Text +1 415-555-0199', emoji: false }, value: '+14155550199' }],
    },
  ])
})

test('nothing found gives no groups, for Slack refuses empty ones', () => {
  expect(renderSuggestions([])).toEqual([])
})

test('a value too long for Slack is left out, never shortened', () => {
  expect(renderSuggestions([{ group: 'Contacts', label: 'Ana', value: '1'.repeat(151) }])).toEqual([])
})
