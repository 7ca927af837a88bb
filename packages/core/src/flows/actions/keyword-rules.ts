import type { KeywordRule } from '../../domain/keyword-rule.js'
import { keywordRuleForm, readRuleSubject } from '../forms/keyword-rule.js'
import { keywordRulesForm } from '../forms/keyword-rules.js'
import { readPage } from '../forms/page.js'
import { changeKeywordRules } from '../settings/save-settings.js'
import type { Action } from './action.js'

/** Opens the keyword rules of a line, or turns to another page of them. */
export const openKeywordRules: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const { from, isTurn, list } = readPage(event.subject)
    const line = flow.lines.find(list)
    return line && { form: keywordRulesForm(flow, line, from), placement: isTurn ? 'instead' : 'on-top' }
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
    const { lineId, ruleId } = readRuleSubject(event.subject)
    const line = flow.lines.find(lineId)
    if (!line) return undefined
    const rule = line.keywordRules.find(({ id }) => id === ruleId)
    return { form: rule ? keywordRuleForm(line, rule) : keywordRulesForm(flow, line), placement: 'instead' }
  },
}

export const removeKeywordRule = changing((rules, ruleId) => rules.filter(({ id }) => id !== ruleId))

/** Has a rule tried before the one above it. */
export const raiseKeywordRule = changing((rules, ruleId) => {
  const index = rules.findIndex(({ id }) => id === ruleId)
  const [above, rule] = rules.slice(index - 1, index + 1)
  return above && rule ? [...rules.slice(0, index - 1), rule, above, ...rules.slice(index + 1)] : rules
})

function changing(change: (rules: readonly KeywordRule[], ruleId: string) => readonly KeywordRule[]): Action {
  return {
    type: 'changes',
    async run(flow, { event }) {
      const { lineId, ruleId } = readRuleSubject(event.subject)
      const line = flow.lines.find(lineId)
      if (!line) return undefined
      const keywordRules = await changeKeywordRules(flow, line, (rules) => change(rules, ruleId))
      return { form: keywordRulesForm(flow, { ...line, keywordRules }), placement: 'instead' }
    },
  }
}
