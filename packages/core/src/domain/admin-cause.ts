import { isPlaceGone, type Failure } from './failure.js'
import type { KeywordRule } from './keyword-rule.js'
import type { Sender } from './line.js'

/** Something that only an admin can set right, at the carrier or at the chat platform. */
export interface AdminCause {
  /** The same for everything that it spoils. */
  readonly key: string
  readonly title: string
  /** What is wrong and what to do, in whole sentences. */
  readonly text: string
}

/** Whose thing a failure of a text is: that of the account, or that of one of its numbers. */
const ofTexts: Readonly<Record<string, 'provider' | 'sender' | undefined>> = {
  account: 'provider',
  region: 'provider',
  'sender-unregistered': 'sender',
  'sender-invalid': 'sender',
}

/** What an admin has to know of a text that was refused, or `undefined` when it is nothing of theirs. */
export function causeOfText({ category, code, detail }: Failure, sender: Sender | undefined): AdminCause | undefined {
  const owner = ofTexts[category]
  if (!owner) return undefined
  const whose = sender && (owner === 'sender' ? `${sender.address} at ${sender.provider}` : sender.provider)
  const text = withFacts(detail ?? 'Texts are refused.', whose, code)
  return { key: [category, code, whose].join(':'), title: titles[category] ?? 'Texts are refused', text }
}

/** A sentence, and what to look for at the vendor. */
function withFacts(sentence: string, ...facts: readonly (string | undefined)[]): string {
  const known = facts.filter((fact) => fact !== undefined)
  return known.length === 0 ? sentence : `${sentence} (${known.join(', ')})`
}

const titles: Readonly<Record<string, string>> = {
  account: 'The account that sends our texts has a problem',
  region: 'Texts to a country are not switched on',
  'sender-unregistered': 'Our number is not registered',
  'sender-invalid': 'Our number cannot send',
}

/** Of chat, what keeps the desk from working wherever it happens. A channel that is gone is told of where it matters. */
const ofChat: ReadonlySet<string> = new Set(['missing-scope', 'not-permitted'])

/** What an admin has to know of something that the chat platform has refused. */
export function causeOfChat({ category, code, detail }: Failure): AdminCause | undefined {
  if (!ofChat.has(category)) return undefined
  const text = withFacts(detail ?? 'The chat platform refuses something that the desk does.', code)
  return { key: [category, code].join(':'), title: 'The chat platform does not let the desk work', text }
}

/** What an admin has to know of a keyword rule that gives conversations to somebody who cannot look after them. */
export function causeOfRule(
  line: { readonly id: string; readonly name: string },
  { assignTo = '', id, words }: Pick<KeywordRule, 'assignTo' | 'id' | 'words'>,
  problem: string,
): AdminCause {
  const what = `Texts with “${words.join(', ')}” are to be given to ${assignTo}, and are given to nobody.`
  return {
    key: ['rule', line.id, id, assignTo].join(':'),
    title: `A keyword of the line “${line.name}” assigns to nobody`,
    text: `${what} ${problem} It is under Channel settings, Keywords, or in the options of whoever runs this desk.`,
  }
}

/** What an admin has to know when the shared channel of a line cannot be posted in any more. */
export function causeOfChannel(
  failure: Failure,
  line: { readonly id: string; readonly name: string },
): AdminCause | undefined {
  if (!isPlaceGone(failure)) return undefined
  const text = withFacts(failure.detail ?? 'Nothing can be posted there. What comes in waits.', failure.code)
  return {
    key: ['channel', failure.category, line.id].join(':'),
    title: `The line “${line.name}” has lost its channel`,
    text,
  }
}
