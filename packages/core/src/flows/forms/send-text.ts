import { cleanFiles, cleanText } from '../../domain/clean-text.js'
import type { WrittenFile } from '../../domain/message.js'
import { parsePhoneNumber } from '../../domain/phone-number.js'
import type { Line } from '../../domain/line.js'
import { readMoment, valueOf, valuesOf, type FormErrors } from '../../domain/form.js'
import { warningsOf } from '../../domain/text-warnings.js'
import type { ChatAnswer, ChatFormEvent } from '../../ports/chat-adapter.js'
import { nameOf } from './contact.js'
import { withFooter } from '../first-contact.js'
import { isDuplicate, type Flow } from '../flow.js'
import { openConversation } from '../open-conversation.js'
import { madeReady } from '../made-ready.js'
import { asLineSends, refusalOf, refusalTo, type Refusal } from '../queue-text.js'
import { queueOrWait } from '../scheduled/quiet-for.js'
import { refuseTime, scheduleText } from '../scheduled/schedule-text.js'
import { formErrors, type FormSubmit } from './form-submit.js'
import { sendTextForm, subjectOf, untoldFiles } from './send-text-form.js'

/** The Send text form was submitted. What is wrong is told in the form, which then keeps what was typed. */
export const submitSendText: FormSubmit = async (flow, event, memberId, memberName) => {
  const line = lineOf(flow, event)
  if (!line) return formErrors({ line: 'That line is no longer there. Choose another one.' })
  const recipient = await readRecipient(flow, valueOf(event.values, 'to'), line)
  if (recipient.type === 'invalid') return formErrors({ to: recipient.reason })
  return send(flow, event, { memberId, memberName, line, address: recipient.address })
}

interface FormText {
  readonly memberId: string
  readonly memberName: string
  readonly line: Line
  readonly address: string
}

/** Everything that can be wrong is found before the submission is claimed: a form that comes back can be sent again. */
async function send(
  flow: Flow,
  event: ChatFormEvent,
  { memberId, memberName, line, address }: FormText,
): Promise<ChatAnswer | undefined> {
  const typed = cleanText(valueOf(event.values, 'text'))
  const at = readMoment(event.values, 'at')
  const wrongTime = at && refuseTime(at, flow.now)
  if (wrongTime) return formErrors({ at: wrongTime.sentence })
  const files = filesIn(event)
  const unsendable = refusalOf(flow, { consent: 'open', line, text: typed, files })
  if (unsendable) return formErrors(refusalErrors(unsendable))
  const opened = await openConversation(flow, line, address)
  const author = { type: 'member', id: memberId } as const
  const request = madeReady({ ...opened, line, author, memberName, text: typed, files })
  if ('type' in request) return formErrors(refusalErrors(request))
  const text = await withFooter(flow, request, request.text)
  const refusal = refusalTo(flow, { ...request, text })
  if (refusal) return formErrors(refusalErrors(refusal))
  const warnings = warningsOf(asLineSends(text, line), line.warnAboveSegments)
  if (warnings.length > 0 && event.subject !== subjectOf(warnings)) {
    const draft = { text: valueOf(event.values, 'text'), files, lineId: line.id, at, warnings }
    const form = await sendTextForm(flow, { to: nameOf(opened.contact), ...draft })
    return { type: 'form', form, placement: 'instead' }
  }
  if (await isDuplicate(flow, event.identities, 'send-text')) return undefined
  const result = await (at ? scheduleText(flow, request, at) : queueOrWait(flow, request))
  // Only what no second try today can change is found out this late.
  return result.type === 'refused' ? formErrors(refusalErrors(result)) : undefined
}

function refusalErrors({ reason, sentence }: Refusal): FormErrors {
  if (reason === 'file') return { files: sentence }
  return isAboutContact(reason) ? { to: sentence } : { text: sentence }
}

/** Those of the form, and those that were there already when it was drawn once more. */
function filesIn({ files, values }: ChatFormEvent): readonly WrittenFile[] {
  return [...untoldFiles(valuesOf(values, 'kept')), ...(cleanFiles(files) ?? [])]
}

const isAboutContact = (reason: Refusal['reason']): boolean =>
  ['opted-out', 'held', 'erased', 'blocked', 'country', 'limit', 'line-limit'].includes(reason)

function lineOf(flow: Flow, event: ChatFormEvent): Line | undefined {
  const lineId = valueOf(event.values, 'line')
  return lineId === '' ? flow.lines.all[0] : flow.lines.find(lineId)
}

type Recipient =
  | { readonly type: 'address'; readonly address: string }
  | { readonly type: 'invalid'; readonly reason: string }

/** The value is `contact:<id>` or `number:<E.164>` when a suggestion was taken, and else whatever was typed. */
async function readRecipient(flow: Flow, value: string, line: Line): Promise<Recipient> {
  if (value.startsWith('contact:')) {
    const contact = await flow.tx.contacts.find(value.slice('contact:'.length))
    if (contact && !contact.erasedAt) return { type: 'address', address: contact.address }
    return { type: 'invalid', reason: 'That contact is no longer there.' }
  }
  const parsed = parsePhoneNumber(value.replace(/^number:/, ''), line.defaultCountry)
  return parsed.type === 'ok' ? { type: 'address', address: parsed.e164 } : parsed
}
