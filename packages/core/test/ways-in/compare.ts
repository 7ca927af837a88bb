import type { Contact, HostEvents, Threadline } from '@threadline/core'
import type { Desk } from '../support/desk.js'

/** Every event of the bus: one that is missing does not compile. */
export const eventNames: Readonly<Record<keyof HostEvents, true>> = {
  'conversation.created': true,
  'conversation.changed': true,
  'message.received': true,
  'message.queued': true,
  'message.scheduled': true,
  'message.status': true,
  'message.asked': true,
  'message.decided': true,
  'message.reworded': true,
  'notification.hidden': true,
  'consent.changed': true,
  'contact.changed': true,
  'contacts.imported': true,
  'contact.erased': true,
  'settings.changed': true,
  'broadcast.changed': true,
  'admin.alerted': true,
  'effect.refused': true,
}

/** What was told since. */
export interface Told {
  names(): readonly string[]
  all(): readonly string[]
}

export function eventsOf(threadline: Threadline): Told {
  const heard: { readonly name: string; readonly event: unknown }[] = []
  for (const name of Object.keys(eventNames) as (keyof HostEvents)[]) {
    threadline.on(name, (event: unknown) => void heard.push({ name, event }))
  }
  return {
    names: () => heard.map(({ name }) => name),
    all: () => heard.map(({ event, name }) => `${name} ${plain(event)}`),
  }
}

/** Everything that a desk keeps about people, and how it is set up, as words that two desks can have in common. */
export async function kept({ storage, threadline }: Desk): Promise<string> {
  const rows = await storage.transaction('T1', async (tx) => {
    // Ids made in the same moment are in no order.
    const byNumber = (one: Contact, another: Contact) => one.address.localeCompare(another.address)
    const contacts = (await tx.contacts.list(undefined, 50)).toSorted(byNumber)
    const ofEach = await Promise.all(contacts.map(({ id }) => tx.conversations.ofContact(id)))
    const conversations = ofEach.flat()
    const messages = await Promise.all(conversations.map(({ id }) => tx.messages.newest(id, 50)))
    const evidence = await Promise.all(contacts.map(({ id }) => tx.consents.list(id)))
    return { contacts, conversations, messages, evidence, broadcasts: await tx.broadcasts.list(50) }
  })
  const { settings, templates } = threadline
  const setUp = [await settings.lines(), await settings.workspace(), await templates.list()]
  return plain([rows, setUp], 2)
}

/** Every text on a phone. */
export const phones = ({ carrier }: Desk): string =>
  JSON.stringify(carrier.texts.map(({ from, text, to }) => ({ from, to, text })))

/** Says which methods of a desk are called. */
export function recorded(threadline: Threadline, used: string[]): Threadline {
  const watch = <Value extends object>(target: Value, prefix: string): Value =>
    new Proxy(target, {
      get(inside, name) {
        const value: unknown = Reflect.get(inside, name)
        const path = `${prefix}${String(name)}`
        if (typeof value === 'object' && value !== null) return watch(value, `${path}.`)
        if (typeof value !== 'function') return value
        return (...args: readonly unknown[]): unknown => {
          if (!used.includes(path)) used.push(path)
          return Reflect.apply(value, inside, args)
        }
      },
    })
  return watch(threadline, '')
}

/** Where something stands in chat, and the carrier's own id of a text, are no part of what was done; nor is who of the team, or whether it was code. */
const elsewhere = new Set(['externalId', 'post', 'question', 'root', 'card', 'markedAs', 'authorCheck', 'head'])

function plain(value: unknown, indent = 0): string {
  const names = new Map<string, string>()
  const nameOf = (id: string) => {
    const name = names.get(id) ?? `id-${names.size + 1}`
    names.set(id, name)
    return name
  }
  const replace = (key: string, one: unknown): unknown => {
    if (elsewhere.has(key)) return undefined
    if (key === 'actor' && (one === 'U1' || one === 'host')) return 'the team'
    const type = typeof one === 'object' && one !== null && 'type' in one ? one.type : undefined
    return type === 'member' || type === 'host' ? 'the team' : one
  }
  const words = JSON.stringify(value, replace, indent)
  return words.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, nameOf)
}
