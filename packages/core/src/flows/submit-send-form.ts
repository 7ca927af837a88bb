import { cleanText } from '../domain/clean-text.js'
import { parsePhoneNumber } from '../domain/phone-number.js'
import type { Line } from '../domain/line.js'
import type { FormField } from '../domain/view.js'
import type { ChatAnswer, ChatFormEvent } from '../ports/chat-adapter.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { openConversation } from './open-conversation.js'
import { queueText, refusalOf, type Refusal } from './queue-text.js'

/** The Send text form was submitted. What is wrong is told in the form, which then keeps what was typed. */
export async function submitSendForm(deps: FlowDeps, event: ChatFormEvent): Promise<ChatAnswer | undefined> {
  return inTransaction(deps, event.workspaceId, async (flow) => {
    if (event.author.type !== 'member') return formErrors({ to: 'Only members of this workspace can text customers.' })
    const line = lineOf(flow, event)
    if (!line) return formErrors({ line: 'That line is no longer there. Choose another one.' })
    const recipient = await readRecipient(flow, event.values.to ?? '', line)
    if (recipient.type === 'invalid') return formErrors({ to: recipient.reason })
    return send(flow, event, { memberId: event.author.id, line, address: recipient.address })
  })
}

interface FormText {
  readonly memberId: string
  readonly line: Line
  readonly address: string
}

/** Everything that can be wrong is found before the submission is claimed: a form that comes back can be sent again. */
async function send(
  flow: Flow,
  event: ChatFormEvent,
  { memberId, line, address }: FormText,
): Promise<ChatAnswer | undefined> {
  const text = cleanText(event.values.text ?? '')
  const unsendable = refusalOf(flow, { consent: 'open', line, text })
  if (unsendable) return formErrors(refusalErrors(unsendable))
  const opened = await openConversation(flow, line, address)
  const refusal = refusalOf(flow, { consent: opened.contact.consent, line, text })
  if (refusal) return formErrors(refusalErrors(refusal))
  if (await isDuplicate(flow, event.identities, address)) return undefined
  await queueText(flow, { ...opened, line, author: { type: 'member', id: memberId }, text })
  return undefined
}

function refusalErrors({ reason, sentence }: Refusal): Readonly<Partial<Record<FormField, string>>> {
  return reason === 'opted-out' || reason === 'held' ? { to: sentence } : { text: sentence }
}

function lineOf(flow: Flow, event: ChatFormEvent): Line | undefined {
  return event.values.line === undefined ? flow.lines.all[0] : flow.lines.find(event.values.line)
}

type Recipient =
  | { readonly type: 'address'; readonly address: string }
  | { readonly type: 'invalid'; readonly reason: string }

/** The value is `contact:<id>` or `number:<E.164>` when a suggestion was taken, and else whatever was typed. */
async function readRecipient(flow: Flow, value: string, line: Line): Promise<Recipient> {
  if (value.startsWith('contact:')) {
    const contact = await flow.tx.contacts.find(value.slice('contact:'.length))
    if (contact) return { type: 'address', address: contact.address }
    return { type: 'invalid', reason: 'That contact is no longer there.' }
  }
  const parsed = parsePhoneNumber(value.replace(/^number:/, ''), line.defaultCountry)
  return parsed.type === 'ok' ? { type: 'address', address: parsed.e164 } : parsed
}

function formErrors(errors: Readonly<Partial<Record<FormField, string>>>): ChatAnswer {
  return { type: 'form-errors', errors }
}
