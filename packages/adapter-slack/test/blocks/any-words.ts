import fc from 'fast-check'

/** What was seen to go wrong somewhere: pings, formatting, disguised links, halves of characters, other directions, nothing at all. */
const nasty = [
  '<!channel> *bold* @everyone <http://evil|bank>',
  '<!here> <@U0SANDBOXBOT> <#C1|general> <!subteam^S1> <!date^1^{date}|now>',
  '[bank](http://evil.example) http://evil.example@bank.example/x https://bank.example',
  '&amp;&lt;!channel&gt; :wave: _it_ ~gone~ `code` ```block``` > quote',
  '',
  ' \n',
  '\u202Egnp.exe',
  '\u200B\u200D\u2060',
  'مرحبا بكم שלום',
  '👩‍👩‍👧‍👦👍🏽🇩🇪',
  'e\u0301'.repeat(50),
  'Z\u0351\u0343\u0367\u0300\u0301\u0302\u0303'.repeat(40),
  '\uD800',
  '\uDC00x',
  '\0',
  '"\\\u2028\u2029'.repeat(60),
  '#1',
  'constructor',
] as const

/** A text of up to 5,000 characters, made of a few that repeat, so that it is long more often than chance has it. */
const long = fc
  .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 5_000 }))
  .map(([unit, length]) => unit.repeat(length).slice(0, length))

/** Whatever somebody outside may write, be called, or call something: nasty things first, up to 5,000 characters. */
export const anyWords: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  long,
  fc
    .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constantFrom(...nasty)), { maxLength: 60 })
    .map((parts) => parts.join(' https://example.com ').slice(0, 5_000)),
)

/** The same, for where there are many: as nasty, and shorter. */
export const anyShortWords: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
)

/** An id of ours, or of Slack's: nobody outside chooses one. */
export const anyId = fc.string({ minLength: 1, maxLength: 64, unit: fc.constantFrom('a', '7', '-', '_', ' ', ':') })

/** Any moment at all, and what is none. */
export const anyMoment = fc.date({ noInvalidDate: false })

/** `undefined`, or one of these. */
export const maybe = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(values, { nil: undefined })
