import { conversationStatuses } from '../../domain/conversation-status.js'
import { valueOf, valuesOf, type FormErrors, type FormValues, type FormView } from '../../domain/form.js'
import { longestAutomaticText, problemOfAutomations } from '../../domain/line-automations.js'
import { ruleCooldownMs, type KeywordRule } from '../../domain/keyword-rule.js'
import type { Line } from '../../domain/line.js'
import { isDuplicate } from '../flow.js'
import { changeKeywordRules } from '../settings/save-settings.js'
import { formErrors, type FormSubmit } from './form-submit.js'
import { keywordRulesForm } from './keyword-rules.js'
import { splitWords } from './line-field.js'

const minuteMs = 60_000
const mostMinutes = 43_200

/** One keyword rule of a line, to add or to change. */
export function keywordRuleForm(line: Line, rule: KeywordRule): FormView {
  const { assignTo, cooldownMs = ruleCooldownMs, match, reply = '', status, tags = [], words } = rule
  return {
    name: 'keyword-rule',
    title: '🔑 Keyword',
    submit: 'Save',
    subject: `${rule.id} ${line.id}`,
    items: [
      {
        type: 'text',
        name: 'words',
        label: 'Words',
        hint: 'Commas between them.',
        value: words.join(', '),
        maxLength: 500,
      },
      { type: 'choice', name: 'match', label: 'Where', options: matches, value: match },
      {
        type: 'text',
        name: 'reply',
        label: 'Reply',
        value: reply,
        maxLength: longestAutomaticText,
        isLong: true,
        isOptional: true,
      },
      {
        type: 'suggest-many',
        name: 'tags',
        label: 'Tags to add',
        source: 'tag',
        values: tags.map((tag) => ({ label: tag, value: tag })),
        isOptional: true,
      },
      {
        type: 'member',
        name: 'assignTo',
        label: 'Assign to, unless somebody has it',
        value: assignTo,
        isOptional: true,
      },
      { type: 'choice', name: 'status', label: 'Status', options: statuses, value: status, isOptional: true },
      {
        type: 'text',
        name: 'cooldownMs',
        label: 'Minutes before it does anything again for the same contact',
        value: String(cooldownMs / minuteMs),
        maxLength: 8,
      },
    ],
  }
}

const matches = [
  { label: 'Anywhere in the text', value: 'word' },
  { label: 'The whole text is one of them', value: 'whole' },
] as const

const statuses = conversationStatuses.map((value) => ({ label: value.replace(/^./, (a) => a.toUpperCase()), value }))

/** The rule and the line that a form or a button is about. */
export function readRuleSubject(subject: string): { readonly ruleId: string; readonly lineId: string } {
  const space = subject.indexOf(' ')
  return { ruleId: subject.slice(0, space), lineId: subject.slice(space + 1) }
}

/** The rule is put in its place, or at the end; the list comes back. */
export const submitKeywordRule: FormSubmit = async (flow, event) => {
  const { lineId, ruleId } = readRuleSubject(event.subject)
  const line = flow.lines.find(lineId)
  if (!line) return formErrors({ words: 'This line is no longer there.' })
  const rule = readRule(ruleId, event.values)
  const errors = problemsOf(line, rule)
  if (Object.keys(errors).length > 0) return formErrors(errors)
  const isSeen = await isDuplicate(flow, event.identities, 'keyword-rule')
  const keywordRules = await changeKeywordRules(flow, line, (rules) => (isSeen ? rules : withRule(rules, rule)))
  return { type: 'form', placement: 'instead', form: keywordRulesForm(flow, { ...line, keywordRules }) }
}

function withRule(rules: readonly KeywordRule[], rule: KeywordRule): readonly KeywordRule[] {
  const isNew = !rules.some(({ id }) => id === rule.id)
  return isNew ? [...rules, rule] : rules.map((one) => (one.id === rule.id ? rule : one))
}

function readRule(id: string, values: FormValues): KeywordRule {
  const status = conversationStatuses.find((one) => one === valueOf(values, 'status'))
  const [reply, assignTo] = [valueOf(values, 'reply').trim(), valueOf(values, 'assignTo')]
  const minutes = valueOf(values, 'cooldownMs').trim().replace(',', '.')
  return {
    id,
    words: splitWords(valueOf(values, 'words')),
    match: valueOf(values, 'match') === 'whole' ? 'whole' : 'word',
    tags: valuesOf(values, 'tags'),
    cooldownMs: minutes === '' ? Number.NaN : Math.round(Number(minutes) * minuteMs),
    ...(reply !== '' && { reply }),
    ...(assignTo !== '' && { assignTo }),
    ...(status && { status }),
  }
}

function problemsOf(line: Line, rule: KeywordRule): FormErrors {
  const { cooldownMs = 0 } = rule
  if (!(cooldownMs >= 0 && cooldownMs <= mostMinutes * minuteMs))
    return { cooldownMs: `Give the minutes as a number from 0 to ${mostMinutes}, such as 60.` }
  const problem = problemOfAutomations({ ...line, keywordRules: [rule] })
  if (problem === undefined) return {}
  const isOfReply = /something to do|cannot fill|characters/.test(problem)
  return { [isOfReply ? 'reply' : 'words']: `The line ${problem}.` }
}
