import type { FormView, PanelItem } from '../../domain/form.js'
import type { KeywordRule } from '../../domain/keyword-rule.js'
import type { Line } from '../../domain/line.js'
import type { Flow } from '../flow.js'
import { pageOf, pageSubject } from './page.js'
import type { MemberBook } from '../member-book.js'
import type { FormSubmit } from './form-submit.js'

/** Two blocks for each of them, of the hundred that a form holds. */
const mostShown = 45

/** The keyword rules of a line, in the order in which they are tried. */
export function keywordRulesForm({ members }: Flow, { id, keywordRules, name }: Line, from = 0): FormView {
  const page = pageOf(keywordRules, from, mostShown)
  const add = { label: 'Add keyword', action: 'add-keyword-rule', subject: id } as const
  return {
    name: 'keyword-rules',
    title: '🔑 Keywords',
    subject: id,
    items: [
      { type: 'note', text: `Line “${name}”. The first rule that fits a text counts.` },
      { type: 'buttons', buttons: [add] },
      ...page.shown.map((rule) => entryOf(members, rule, id, rule === keywordRules[0])),
      ...page.turns('keyword-rules', (first) => pageSubject(first, id)),
    ],
  }
}

function entryOf(members: MemberBook, rule: KeywordRule, lineId: string, isFirst: boolean): PanelItem {
  const subject = `${rule.id} ${lineId}`
  return {
    type: 'entry',
    title: rule.words.join(', '),
    detail: doesOf(members, rule).join(' · '),
    buttons: [
      { label: 'Change', action: 'edit-keyword-rule', subject },
      ...(isFirst ? [] : [{ label: 'Up', action: 'raise-keyword-rule', subject } as const]),
      { label: 'Remove', action: 'remove-keyword-rule', subject, confirm },
    ],
  }
}

const confirm = {
  title: 'Remove this keyword?',
  text: 'Texts with it are treated like any other then.',
  yes: 'Remove',
  no: 'Cancel',
} as const

function doesOf(members: MemberBook, rule: KeywordRule): readonly string[] {
  const { assignTo, match, reply = '', status, tags = [] } = rule
  const problem = assignTo === undefined ? undefined : members.problemOf(assignTo)
  return [
    match === 'whole' ? 'the whole text' : 'anywhere in the text',
    ...(reply.trim() === '' ? [] : ['replies']),
    ...(tags.length === 0 ? [] : [`tags ${tags.join(', ')}`]),
    ...(assignTo === undefined ? [] : [problem === undefined ? 'assigns' : `⚠️ assigns to nobody: ${problem}`]),
    ...(status === undefined ? [] : [`sets ${status}`]),
  ]
}

/** There is nothing to submit in a list. */
export const submitKeywordRules: FormSubmit = async () => undefined
