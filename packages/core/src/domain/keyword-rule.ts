import { conversationStatuses, type ConversationStatus } from './conversation-status.js'
import { readConsentWords } from './opt-out.js'

/** What is done by itself when a contact's text has one of these words. */
export interface KeywordRule {
  /** 1 to 64 letters, digits, `-` or `_`; unique among the rules of a line. */
  readonly id: string
  /** Words or phrases. Case, accents of punctuation and spaces do not matter. */
  readonly words: readonly string[]
  /** `whole`: the text is one of them and nothing else. `word`: one of them stands in it. */
  readonly match: 'whole' | 'word'
  /** Texted to the contact. */
  readonly reply?: string
  /** Added to the conversation. */
  readonly tags?: readonly string[]
  /** Member who gets a conversation that is nobody's. */
  readonly assignTo?: string
  readonly status?: ConversationStatus
  /** Milliseconds in which the rule does nothing more for a contact. @defaultValue 3600000 */
  readonly cooldownMs?: number
}

/** @see KeywordRule.cooldownMs */
export const ruleCooldownMs = 60 * 60_000

/** The first rule that a text matches. */
export function matchingRule(rules: readonly KeywordRule[], text: string): KeywordRule | undefined {
  const words = ` ${plainWords(text)} `
  return rules.find((rule) =>
    rule.words.some((word) => {
      const wanted = ` ${plainWords(word)} `
      return rule.match === 'whole' ? words === wanted : words.includes(wanted)
    }),
  )
}

/** What is wrong with the rules of a line, in words that go on from "the line", or `undefined`. */
export function problemOfRules(rules: readonly KeywordRule[]): string | undefined {
  if (new Set(rules.map(({ id }) => id)).size < rules.length) return 'needs keyword rules with an id each'
  if (rules.length > mostRules) return `takes at most ${mostRules} keyword rules`
  return rules.map(problemOfRule).find((problem) => problem !== undefined)
}

const mostRules = 50

function problemOfRule(rule: KeywordRule): string | undefined {
  const { assignTo, cooldownMs = 0, id, match, reply, status, tags = [], words } = rule
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) return 'needs ids of 1 to 64 letters, digits, - or _ for its keyword rules'
  if (!words.some((word) => plainWords(word) !== '')) return 'needs a word for each of its keyword rules'
  if (words.some((word) => plainWords(word) === '')) return 'needs keywords with letters or digits'
  const consent = words.find((word) => readConsentWords(word, false).type !== 'none')
  if (consent !== undefined) return `cannot have a rule for “${consent}”, which says whether they want texts at all`
  if (!['whole', 'word'].includes(match)) return 'takes whole or word for what a keyword rule matches'
  if (status !== undefined && !conversationStatuses.includes(status))
    return `takes one of ${conversationStatuses.join(', ')} for a rule's status`
  if (!(cooldownMs >= 0)) return 'needs keyword rules that wait for 0 milliseconds or more'
  const does = [reply?.trim(), assignTo, status, tags.length > 0 ? 'tags' : undefined]
  return does.some(Boolean) ? undefined : `needs something to do for the keyword “${words.join(', ')}”`
}

/** Letters and digits in lower case, everything else as single spaces. */
function plainWords(text: string): string {
  return text
    .replaceAll(/['\u2018\u2019\u02bc]/g, '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}
