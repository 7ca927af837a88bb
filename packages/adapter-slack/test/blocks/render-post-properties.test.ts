import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderPost, type RenderContext } from '../../src/blocks/index.js'
import { wellFormed } from '../../src/text/index.js'
import { offences } from './slack-limits.js'
import { anyView } from './any-view.js'
import { render, wordsOf } from './views.js'

const contexts: fc.Arbitrary<RenderContext> = fc.record({
  memberName: fc.constantFrom(
    render.memberName,
    () => undefined,
    () => '<!here>\n'.repeat(50),
  ),
  permalink: fc.constantFrom(
    render.permalink,
    () => undefined,
    () => 'javascript:alert(1)',
    () => `https://example.slack.com/${'a'.repeat(3000)}`,
  ),
  channelLink: fc.constantFrom(
    render.channelLink,
    () => undefined,
    () => 'javascript:alert(1)',
  ),
  now: fc.date({ noInvalidDate: true }),
})

test('whatever a view holds, Slack takes its blocks', () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      expect(offences(renderPost(view, context))).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('whatever a view holds, the fallback is escaped and short enough to be updated', () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      const { text } = renderPost(view, context)
      expect(text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)|\p{Cs}/u)
      expect(text.trim()).not.toBe('')
      expect(text.length).toBeLessThanOrEqual(3900)
    }),
    { numRuns: 100 },
  )
})

test('whatever a view holds, nobody is pinged but whom a card or an alert is for', () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      const drawn = JSON.stringify(renderPost(view, context).blocks)
      const pings = drawn.match(/"type":"(?:user|usergroup|broadcast)"/g) ?? []
      const assigned = view.type === 'notification' && view.assigneeId !== undefined ? [view.assigneeId] : []
      const named = view.type === 'alert' ? (view.memberIds ?? []) : assigned
      const known = named.filter((id) => /^U\d$/.test(id)).slice(0, 50)
      expect(pings).toEqual(known.map(() => '"type":"user"'))
    }),
  )
})

test('a text in its thread is there in full', () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      fc.pre(view.type === 'root' || view.type === 'message')
      const text = wellFormed(view.message.text)
      // Behind the text of a head stands where the conversation goes on.
      if (text.trim() !== '')
        expect(wordsOf(renderPost(view, context).blocks).replace(/💬 Goes on in $/u, '')).toBe(text)
    }),
  )
})

test('the words that decided about consent are there in full', () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      fc.pre(view.type === 'consent')
      const text = wellFormed(view.text)
      if (text.trim() !== '') expect(wordsOf(renderPost(view, context).blocks).endsWith(text)).toBe(true)
    }),
  )
})

test("a provider's address of a picture is nowhere", () => {
  fc.assert(
    fc.property(anyView, contexts, (view, context) => {
      fc.pre(view.type === 'root' || view.type === 'message' || view.type === 'notification')
      const secret = 'https://provider.example/media/secret'
      const message = { ...view.message, text: '', media: [{ url: secret, contentType: `image/jpeg ${secret}` }] }
      expect(JSON.stringify(renderPost({ ...view, message }, context))).not.toContain('secret')
    }),
  )
})
