import type { KeywordRule } from '../../domain/keyword-rule.js'
import type { Flow } from '../flow.js'
import { keywordRuleForm, readRuleSubject } from '../forms/keyword-rule.js'
import { keywordRulesForm } from '../forms/keyword-rules.js'
import { changeKeywordRules } from '../settings/save-settings.js'
import type { Action } from './action.js'

/** Opens the keyword rules of a line. */
export const openKeywordRules: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const line = flow.lines.find(event.subject)
    return line && { form: keywordRulesForm(line), placement: 'on-top' }
  },
}

/** The list makes room for the form of one rule, which gives way to the list again once it is saved. */
export const addKeywordRule: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const line = flow.lines.find(event.subject)
    const rule: KeywordRule = { id: flow.newId(), words: [], match: 'word' }
    return line && { form: keywordRuleForm(line, rule), placement: 'instead' }
  },
}

export const editKeywordRule: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const { line, rule } = findRule(flow, event.subject)
    if (!line) return undefined
    return { form: rule ? keywordRuleForm(line, rule) : keywordRulesForm(line), placement: 'instead' }
  },
}

export const removeKeywordRule: Action = {
  type: 'changes',
  async run(flow, { event }) {
    const { line, rule } = findRule(flow, event.subject)
    if (!line) return undefined
    const keywordRules = await changeKeywordRules(flow, line, (rules) => rules.filter(({ id }) => id !== rule?.id))
    return { form: keywordRulesForm({ ...line, keywordRules }), placement: 'instead' }
  },
}

function findRule({ lines }: Flow, subject: string) {
  const { lineId, ruleId } = readRuleSubject(subject)
  const line = lines.find(lineId)
  return { line, rule: line?.keywordRules.find(({ id }) => id === ruleId) }
}
