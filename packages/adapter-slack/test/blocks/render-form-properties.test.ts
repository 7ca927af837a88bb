import type { Suggestion } from '@threadline/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderForm, renderSuggestions, renderWhisper } from '../../src/blocks/index.js'
import { anyForm } from './any-form.js'
import { anyWords } from './any-words.js'
import { inOptionGroup, offences } from './slack-limits.js'

/** What pings, formats or shows a picture wherever Slack reads it. */
const readBySlack = /"type":"(?:user|usergroup|broadcast|channel|emoji|mrkdwn|image|section|markdown)"/

test('whatever a form holds, Slack takes it and reads nothing into it', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      const view = renderForm(form)
      expect(offences(view)).toEqual([])
      expect([view.title, view.submit, view.close].every((label) => (label?.text.length ?? 1) <= 24)).toBe(true)
      expect(JSON.stringify(view)).not.toMatch(readBySlack)
      expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThanOrEqual(250_000)
      expect(view.private_metadata?.length ?? 0).toBeLessThanOrEqual(3_000)
    }),
    { numRuns: 100 },
  )
})

test('links in a form show where they lead', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      const links = JSON.stringify(renderForm(form)).match(/\{"type":"link"[^}]*\}/g) ?? []
      for (const link of links.map((json) => JSON.parse(json) as { url: string; text: string }))
        expect(link.text).toBe(link.url)
    }),
  )
})

test('whatever suggestions are called, Slack takes them', () => {
  const suggestion: fc.Arbitrary<Suggestion> = fc.record({
    group: fc.constantFrom('Contacts', 'New number'),
    label: anyWords,
    value: anyWords,
  })
  fc.assert(
    fc.property(fc.array(suggestion, { maxLength: 250 }), (suggestions) => {
      const groups = renderSuggestions(suggestions)
      expect(groups.flatMap((group) => inOptionGroup({ ...group }))).toEqual([])
      expect(groups.flatMap(({ options }) => options).length).toBeLessThanOrEqual(100)
    }),
  )
})

test('whatever is whispered, Slack takes it', () => {
  fc.assert(
    fc.property(anyWords, (words) => {
      const { blocks, text } = renderWhisper(words)
      expect(offences({ blocks })).toEqual([])
      expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|\p{Cs}/u)
      expect(JSON.stringify(blocks)).not.toMatch(readBySlack)
    }),
  )
})
