import { keysOfContact, prefixesOf } from '../domain/contact-keys.js'
import type { Contact } from '../domain/contact.js'
import type { Contacts, Viewer } from '../ports/storage.js'
import { createTable, type Journal } from './journal.js'

export function createContacts(journal: Journal): Contacts {
  const byId = createTable<Contact>(journal)
  const idByAddress = createTable<string>(journal)

  const findByAddress = async (address: string) => byId.get(idByAddress.get(address) ?? '')
  const save = async (contact: Contact) => {
    const before = byId.get(contact.id)
    if (before && before.address !== contact.address) idByAddress.delete(before.address)
    byId.set(contact.id, contact)
    idByAddress.set(contact.address, contact.id)
  }

  return {
    find: async (id) => byId.get(id),
    peekAll: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
    findByAddress,
    async findByName(name, limit, viewer) {
      const wanted = name.trim().toLowerCase()
      return [...byId.values()]
        .filter((contact) => contact.name?.trim().toLowerCase() === wanted && isVisible(contact, viewer))
        .slice(0, limit)
    },
    async findOrCreate(candidate) {
      const kept = await findByAddress(candidate.address)
      if (kept) return kept
      await save(candidate)
      return candidate
    },
    async search(query, limit, viewer) {
      const living = [...byId.values()].filter((contact) => !contact.erasedAt && isVisible(contact, viewer))
      if (query === '') return living.sort(byNameThenNewest).slice(0, limit)
      const found = prefixesOf(query).flatMap((prefix) => begunBy(living, prefix))
      return [...new Set(found)].slice(0, limit)
    },
    async tagged(tag, limit, viewer) {
      const wanted = [...byId.values()].filter((one) => one.tags?.includes(tag) && isVisible(one, viewer))
      return wanted.sort((a, b) => byTheirId(b, a)).slice(0, limit)
    },
    async tags(beginning, limit) {
      const all = new Set([...byId.values()].flatMap(({ tags = [] }) => tags))
      const begun = [...all].filter((tag) => tag.startsWith(beginning))
      return begun.sort((a, b) => (a < b ? -1 : 1)).slice(0, limit)
    },
    async list(afterId = '', limit) {
      const listed = [...byId.values()].filter(({ erasedAt, id }) => !erasedAt && id > afterId)
      return listed.sort(byTheirId).slice(0, limit)
    },
    mergedInto: async (contactId) =>
      [...byId.values()].filter((contact) => contact.mergedInto === contactId).sort(byTheirId),
    save,
  }
}

const isVisible = ({ privateTo }: Contact, viewer: Viewer | undefined): boolean =>
  privateTo === undefined || viewer === undefined || privateTo === viewer.memberId

const byTheirId = (a: Contact, b: Contact): number => (a.id < b.id ? -1 : 1)

/** Those without a name come last. */
function byNameThenNewest(a: Contact, b: Contact): number {
  const [one, other] = [a, b].map(({ name = '' }) => name.trim().toLowerCase()) as [string, string]
  if (one !== other) return one !== '' && (other === '' || one < other) ? -1 : 1
  return b.createdAt.getTime() - a.createdAt.getTime()
}

/** Contacts by the first of their keys that begins so. */
function begunBy(contacts: readonly Contact[], prefix: string): readonly Contact[] {
  const found = contacts.flatMap((contact) => {
    const [key] = keysOf(contact).filter((one) => one.startsWith(prefix))
    return key === undefined ? [] : [{ contact, key }]
  })
  const sorted = found.sort((a, b) => (a.key === b.key ? byTheirId(b.contact, a.contact) : a.key < b.key ? -1 : 1))
  return sorted.map(({ contact }) => contact)
}

/** A contact never changes: another one takes its place. */
const keysByContact = new WeakMap<Contact, readonly string[]>()

function keysOf(contact: Contact): readonly string[] {
  const known = keysByContact.get(contact) ?? keysOfContact(contact).toSorted()
  keysByContact.set(contact, known)
  return known
}
