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
      const wanted = query.toLowerCase()
      return [...byId.values()]
        .filter((contact) => !contact.erasedAt && searchText(contact).includes(wanted) && isVisible(contact, viewer))
        .sort(byNameThenNewest)
        .slice(0, limit)
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

function byNameThenNewest(a: Contact, b: Contact): number {
  return (a.name ?? '').localeCompare(b.name ?? '') || b.createdAt.getTime() - a.createdAt.getTime()
}

const searchText = ({ address, name }: Contact): string => `${name ?? ''}\n${address}`.toLowerCase()
