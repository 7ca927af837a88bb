import { plainName } from './contact-details.js'
import type { Contact } from './contact.js'
import { formatForPeople } from './phone-number.js'

/** What a text can name without saying it: `{{contact.firstName}}`. */
export const variableNames = [
  'contact.firstName',
  'contact.name',
  'contact.number',
  'agent.firstName',
  'agent.name',
  'line.name',
  'line.number',
  'subject',
] as const

export type VariableName = (typeof variableNames)[number]

/** What variables stand for, as far as it is known. Absent: not known yet. Empty: there is nothing. */
export type Variables = Readonly<Partial<Record<VariableName, string>>>

/** What is at hand to fill a text with. */
export interface VariableSource {
  readonly contact?: Pick<Contact, 'address' | 'name'>
  /** Name of the member who sends it; empty for nobody. */
  readonly agentName?: string
  readonly line?: {
    readonly name: string
    readonly senders: readonly [{ readonly address: string }, ...{ readonly address: string }[]]
  }
  readonly conversation?: { readonly subject?: string }
}

export function variablesOf({ agentName, contact, conversation, line }: VariableSource): Variables {
  return {
    ...(contact && {
      'contact.name': plain(contact.name),
      'contact.firstName': firstName(contact.name),
      'contact.number': formatForPeople(contact.address),
    }),
    ...(agentName !== undefined && { 'agent.name': plain(agentName), 'agent.firstName': firstName(agentName) }),
    ...(line && { 'line.name': plain(line.name), 'line.number': formatForPeople(line.senders[0].address) }),
    ...(conversation && { subject: plain(conversation.subject) }),
  }
}

/** One line, without signs that could begin another variable. */
const plain = (words = ''): string => plainName(words).replaceAll(/[{}]+/g, '').trim()

const titles = new Set('mr mrs ms miss mx dr prof sir madam'.split(' '))

/** `Jane` of `Jane Doe`, `Dr. Jane Doe` and `Doe, Jane`; empty where there is no name with a letter in it. */
export function firstName(name: string | undefined): string {
  const [family = '', given = ''] = plain(name).split(/,\s*/, 2)
  const words = (given === '' ? family : given).split(' ')
  const named = words.filter((word) => !titles.has(word.toLowerCase().replace(/\.$/, '')))
  return named.find((word) => /\p{L}/u.test(word)) ?? ''
}
