import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill, fillKnown, fillTyped, problemOfTemplate, sentenceOf } from '../../src/domain/template.js'
import { firstName, variableNames, variablesOf, type Variables } from '../../src/domain/template-variables.js'

const jane: Variables = { 'contact.firstName': 'Jane', 'agent.name': 'Ana Lima', subject: '' }

describe('a template is filled in', () => {
  it.each([
    ['Hi {{contact.firstName}}!', 'Hi Jane!'],
    ['Hi {{ contact.firstName | there }}!', 'Hi Jane!'],
    ['About {{subject|your order}}: {{agent.name}}', 'About your order: Ana Lima'],
    ['{{line.name|We}} | {one}', 'We | {one}'],
    ['{{{agent.name}}}', '{Ana Lima}'],
    ['{{subject|a | b}}', 'a | b'],
    ['nothing to fill', 'nothing to fill'],
  ])('%j', (template, text) => {
    expect(fill(template, jane)).toEqual({ type: 'filled', text })
  })

  it.each([
    ['Hi {{contact.name}}', 'missing', /contact.name}} is not known here.*\{\{contact.name\|there}}/],
    ['About {{subject}}', 'missing', /subject/],
    ['Hi {{first_name}}', 'unknown', /no variable. There are contact.firstName/],
    ['Hi {{constructor|there}}', 'unknown', /constructor/],
    ['Hi {{subject|}}', 'malformed', /only/],
    ['Hi {{}}', 'malformed', /only/],
    ['Hi {{contact.firstName', 'malformed', /only/],
    ['Hi contact.firstName}}', 'malformed', /only/],
  ])('and never with a hole: %j is %s', (template, type, sentence) => {
    const result = fill(template, jane)
    expect(result).toMatchObject({ type: 'unfilled', problems: [{ type }] })
    expect(result.type === 'unfilled' && sentenceOf(result.problems)).toMatch(sentence)
  })

  it('never leaves braces, never loses a word, and never reads what was filled in', () => {
    const words = fc.stringMatching(/^[^{}]*$/u, { maxLength: 12 })
    const value = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constant('{{subject}}'))
    const piece = fc.tuple(words, fc.constantFrom(...variableNames), fc.option(words))
    fc.assert(
      fc.property(
        fc.array(piece),
        words,
        fc.dictionary(fc.constantFrom(...variableNames), value),
        (pieces, end, known) => {
          const template =
            pieces.map(([before, name, other]) => `${before}{{${name}${other === null ? '' : `|${other}`}}}`).join('') +
            end
          const result = fill(template, known)
          if (result.type === 'unfilled') return
          expect(result.text).not.toMatch(/\{\{|}}/)
          const expected = pieces.map(([before, name, other]) => before + ((known[name] ?? '') || (other ?? '').trim()))
          expect(result.text).toBe(expected.join('') + end)
        },
      ),
    )
  })

  it('as far as it is known, while somebody still writes', () => {
    const template = 'Hi {{contact.firstName|there}}, {{subject|it}} {{line.name|we}} {{oops}}'
    expect(fillKnown(template, jane)).toBe('Hi Jane, it {{line.name|we}} {{oops}}')
    expect(fillTyped(template, jane)).toEqual({ type: 'filled', text: 'Hi Jane, it we {{oops}}' })
    expect(fillTyped('Hi {{contact.name}} {{oops}}', jane)).toEqual({
      type: 'unfilled',
      problems: [{ type: 'missing', name: 'contact.name' }],
    })
  })
})

it.each([
  [{ name: ' ', text: 'Hi' }, 'name'],
  [{ name: 'x'.repeat(61), text: 'Hi' }, 'name'],
  [{ name: 'Hi', text: ' ' }, 'text'],
  [{ name: 'Hi', text: 'x'.repeat(1_501) }, 'text'],
  [{ name: 'Hi', text: 'Hi {{name}}' }, 'text'],
  [{ name: 'Hi', text: 'Hi {{contact.name}}' }, undefined],
])('a template of %j is wrong in its %s', (template, field) => {
  expect(problemOfTemplate(template)?.field).toBe(field)
})

describe('what variables stand for', () => {
  it.each([
    ['Jane Doe', 'Jane'],
    ['Dr. Jane Doe', 'Jane'],
    ['Doe, Jane', 'Jane'],
    ['李 小龍', '李'],
    ['Jane\n{{subject}}', 'Jane'],
    ['+1 415', ''],
    [undefined, ''],
  ])('the first name of %j is %j', (name, first) => expect(firstName(name)).toBe(first))

  it('says of nobody what is not known, and what there is not', () => {
    expect(variablesOf({})).toEqual({})
    expect(variablesOf({ contact: { address: '+14155550123' }, agentName: 'Ana' })).toEqual({
      'contact.name': '',
      'contact.firstName': '',
      'contact.number': '+1 415 555 0123',
      'agent.name': 'Ana',
      'agent.firstName': 'Ana',
    })
  })
})
