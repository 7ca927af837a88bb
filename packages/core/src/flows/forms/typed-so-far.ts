import type { Contact } from '../../domain/contact.js'
import type { Conversation } from '../../domain/conversation.js'
import { readMoment, valueOf, valuesOf, type Choice, type FormValues } from '../../domain/form.js'
import type { Line } from '../../domain/line.js'
import { formatForPeople } from '../../domain/phone-number.js'
import type { VariableSource } from '../../domain/template-variables.js'
import type { ChatActionEvent } from '../../ports/chat-adapter.js'
import type { Flow } from '../flow.js'
import { nameOf } from './contact.js'
import { untoldFiles, type Draft } from './send-text-form.js'

/** Whom and what a half-filled Send text form is about, as far as it tells. */
export interface KnownSoFar extends VariableSource {
  readonly to?: Choice
  readonly line?: Line
  readonly contact?: VariableSource['contact'] & Partial<Pick<Contact, 'id'>>
  readonly conversation?: VariableSource['conversation'] & Partial<Pick<Conversation, 'id'>>
}

/** Looks up what is chosen in a form that is not submitted yet. Nothing is made or locked, and nothing is wrong yet. */
export async function knownSoFar(flow: Flow, values: FormValues): Promise<KnownSoFar> {
  const [only, ...others] = flow.lines.all
  const line = others.length === 0 ? only : flow.lines.find(valueOf(values, 'line'))
  const value = valueOf(values, 'to')
  const contact = await chosenContact(flow, value)
  if (!contact) {
    const address = value.replace(/^number:/, '')
    if (value === '' || value === address) return { line }
    return { line, contact: { address }, conversation: {}, to: { value, label: formatForPeople(address) } }
  }
  const conversations = line ? await flow.tx.conversations.ofContact(contact.id) : []
  const conversation = conversations.find(({ lineId }) => lineId === line?.id) ?? {}
  return { line, contact, to: { ...nameOf(contact), value }, ...(line && { conversation }) }
}

async function chosenContact({ tx }: Flow, value: string): Promise<Contact | undefined> {
  if (value.startsWith('number:')) return tx.contacts.findByAddress(value.slice('number:'.length))
  if (!value.startsWith('contact:')) return undefined
  const [contact] = await tx.contacts.peekAll([value.slice('contact:'.length)])
  return contact?.erasedAt ? undefined : contact
}

/** The same form, as it is filled in now, with the files that were uploaded in it. */
export function draftOf({ values = {} }: ChatActionEvent, { to }: KnownSoFar): Draft {
  const files = untoldFiles([...valuesOf(values, 'kept'), ...valuesOf(values, 'files')])
  return { to, text: valueOf(values, 'text'), files, lineId: valueOf(values, 'line'), at: readMoment(values, 'at') }
}
