import { describe, expect, it } from 'vitest'
import { warningsOf } from '../../src/domain/text-warnings.js'

describe('what somebody is told of a text before it leaves', () => {
  it.each([
    ['nothing of a short one', 'Hello, see https://example.com/bit.ly and mail a@bit.ly', []],
    ['nothing of one that is as long as it may be', 'x'.repeat(459), []],
    ['what a long one costs', 'x'.repeat(460), [/charged as 4 texts\.$/]],
    ['which signs drive it', `${'x'.repeat(250)}’🙂`, [/charged as 4 texts\. Without ’ 🙂 it would be 2\./]],
    [
      'what nobody has filled in',
      'Hello {{first_name}}, {{ order }}',
      [/\{\{first_name\}\}, \{\{ order \}\} are still in it/],
    ],
    ['links that carriers block', 'See https://bit.ly/x or TinyURL.com/y', [/bit\.ly, tinyurl\.com/]],
  ] as const)('%s', (_, text, expected) => {
    const warnings = warningsOf(text, 3)
    expect(warnings).toHaveLength(expected.length)
    for (const [index, pattern] of expected.entries()) expect(warnings[index]).toMatch(pattern)
  })
})
