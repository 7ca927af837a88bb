import { looksAutomatic } from '../../domain/automatic-text.js'
import { officeAt } from '../../domain/business-hours.js'
import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import { matchingRule, ruleCooldownMs, type KeywordRule } from '../../domain/keyword-rule.js'
import type { Line } from '../../domain/line.js'
import { isPersonActive } from '../../domain/person-active.js'
import type { Message } from '../../domain/message.js'
import { fillOpenTime, saysOpenTime, writeOpenTime } from '../../domain/next-open-time.js'
import { isDialable } from '../../domain/phone-number.js'
import { fill } from '../../domain/template.js'
import { variablesOf } from '../../domain/template-variables.js'
import type { Flow } from '../flow.js'
import { queueText } from '../queue-text.js'
import { applyRule } from './apply-rule.js'
import { isCooling, startCooldown } from './cooldown.js'

/** A text that came in, with what is known of it. */
export interface HeardText {
  readonly contact: Contact
  /** As it stands with the text. */
  readonly conversation: Conversation
  readonly line: Line
  readonly message: Message
  /** Nobody has written in the conversation before, in either direction. */
  readonly isFirst: boolean
  /** It was hours on its way: an answer of a machine would be one to something long past. */
  readonly isLate: boolean
}

/**
 * Does what a line does by itself about a text: what the first keyword rule that matches wants, and at most one reply: of
 * that rule, else for after hours, else for a first text. Texts about consent are not for this.
 */
export async function answerByItself(flow: Flow, heard: HeardText): Promise<void> {
  const rule = matchingRule(heard.line.keywordRules, heard.message.text)
  const isAnswered = rule !== undefined && (await followRule(flow, heard, rule))
  if (isAnswered || !mayBeAnswered(flow, heard)) return
  if (await replyAfterHours(flow, heard)) return
  if (heard.isFirst) await reply(flow, heard, 'first-message', heard.line.firstMessageReply)
}

/** Whoever cannot read it, and machines, get no reply. */
function mayBeAnswered({ lines }: Flow, { contact, isLate, message }: HeardText): boolean {
  const isOurs = lines.all.some(({ senders }) => senders.some(({ address }) => address === contact.address))
  return isDialable(contact.address) && !isOurs && !isLate && !looksAutomatic(message.text)
}

async function followRule(flow: Flow, heard: HeardText, rule: KeywordRule): Promise<boolean> {
  const name = `keyword:${rule.id}`
  const { conversation } = heard
  if (await isCooling(flow, conversation, name)) return false
  await startCooldown(flow, conversation, name, rule.cooldownMs ?? ruleCooldownMs)
  await applyRule(flow, conversation.id, rule, { type: 'automation', rule: name })
  return mayBeAnswered(flow, heard) && reply(flow, heard, name, rule.reply ?? '')
}

async function replyAfterHours(flow: Flow, heard: HeardText): Promise<boolean> {
  const { contact, conversation, line } = heard
  const { afterHoursCooldownMs, afterHoursReply, businessHours, zone } = line
  if (afterHoursReply.trim() === '' || businessHours === 'always') return false
  const office = officeAt(businessHours, zone)
  if (office.isOpen(flow.now)) return false
  const next = office.nextOpenTime(flow.now)
  if (!next && saysOpenTime(afterHoursReply)) return false
  if ((await isCooling(flow, conversation, 'after-hours')) || (await isSomebodyThere(flow, heard))) return false
  const text = next ? fillOpenTime(afterHoursReply, writeOpenTime(next, zone, contact.zone)) : afterHoursReply
  const isSent = await reply(flow, heard, 'after-hours', text)
  if (isSent) await startCooldown(flow, conversation, 'after-hours', afterHoursCooldownMs)
  return isSent
}

const lookBack = 40

async function isSomebodyThere({ now, tx }: Flow, { conversation, line }: HeardText): Promise<boolean> {
  return isPersonActive(await tx.messages.newest(conversation.id, lookBack), now, line.activeAfterReplyMs)
}

/** Whatever stands against a text stands against this one; nobody has to be told. */
async function reply(flow: Flow, heard: HeardText, rule: string, template: string): Promise<boolean> {
  if (template.trim() === '') return false
  const { contact, conversation, line } = heard
  const filled = fill(template, variablesOf({ contact, conversation, line, agentName: '' }))
  if (filled.type === 'unfilled') return false
  const author = { type: 'automation', rule } as const
  const result = await queueText(flow, { contact, conversation, line, text: filled.text, author })
  return result.type === 'queued'
}
