import { describe, expect, it } from 'vitest'
import { looksAutomatic } from '../../src/domain/automatic-text.js'
import { matchingRule, problemOfRules, type KeywordRule } from '../../src/domain/keyword-rule.js'

const rules: readonly KeywordRule[] = [
  { id: 'hours', words: ['hours', 'opening times'], match: 'word', reply: 'a' },
  { id: 'yes', words: ['yes'], match: 'whole', reply: 'b' },
  { id: 'any', words: ['Größe', 'what’s up'], match: 'word', reply: 'c' },
]

describe('a keyword rule', () => {
  it.each([
    ['What are your HOURS?', 'hours'],
    ['opening…times', 'hours'],
    ['after-hours', 'hours'],
    ['Yes!', 'yes'],
    ['yes please', undefined],
    ['hourss', undefined],
    ['GRÖSSE? größe', 'any'],
    ['Whats up', 'any'],
    ['yes hours', 'hours'],
    ['', undefined],
  ])('%j → %s', (text, id) => {
    expect(matchingRule(rules, text)?.id).toBe(id)
  })

  it.each<[Partial<KeywordRule>, RegExp]>([
    [{ words: [] }, /needs a word/],
    [{ words: ['ok', '?!'] }, /letters or digits/],
    [{ words: ['Stop'] }, /“Stop”, which says whether/],
    [{ words: ['take me off your list'] }, /whether they want texts/],
    [{ reply: ' ' }, /something to do/],
    [{ id: '' }, /ids of 1 to 64/],
    [{ cooldownMs: -1 }, /0 milliseconds/],
  ])('%j is refused', (wrong, sentence) => {
    expect(problemOfRules([{ id: 'one', words: ['one'], match: 'word', reply: 'Hi', ...wrong }])).toMatch(sentence)
  })
})

describe('a text', () => {
  it.each([
    'I’m driving right now and will get back to you.',
    'Auto-reply: we got your message',
    'I am out of the office until Monday.',
    'Liked “See you then”',
    'Reacted 👍 to “See you then”',
    'Please do not reply to this message.',
  ])('%j looks automatic', (text) => expect(looksAutomatic(text)).toBe(true))

  it.each(['I liked it', 'Are you driving there?', 'My office is closed too', 'ok'])('%j does not', (text) =>
    expect(looksAutomatic(text)).toBe(false),
  )
})
