import { describe, expect, it } from 'vitest'
import type { Contact, OutboxEntry } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'

const at = new Date('2030-01-07T10:00:00Z')
const later = (ms: number) => new Date(at.getTime() + ms)
const contact = (id: string, address: string, name?: string): Contact => ({
  id,
  address,
  name,
  consent: 'open',
  createdAt: at,
})
const entry = (id: string, overrides: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id,
  lane: 'chat:1',
  effect: { type: 'mark', messageId: id },
  state: 'pending',
  dueAt: at,
  attempts: 0,
  createdAt: at,
  ...overrides,
})

describe('a transaction', () => {
  it('leaves nothing behind when it fails', async () => {
    const storage = memoryStorage()
    await storage.transaction('T1', (tx) => tx.contacts.save(contact('before', '+14155550101')))
    const failing = storage.transaction('T1', async (tx) => {
      await tx.contacts.save({ ...contact('before', '+14155550101'), name: 'Changed' })
      await tx.contacts.save(contact('new', '+14155550102'))
      await tx.claims.claim('key', 'new')
      await tx.outbox.add(entry('a'))
      await tx.consents.append({ id: 'e', contactId: 'new', change: 'held', at, text: '', matcher: '', actor: '' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await storage.transaction('T1', async (tx) => {
      expect((await tx.contacts.find('before'))?.name).toBeUndefined()
      expect(await tx.contacts.findByAddress('+14155550102')).toBeUndefined()
      expect(await tx.claims.claim('key', 'again')).toBeUndefined()
      expect(await tx.outbox.head('chat:1')).toBeUndefined()
      expect(await tx.consents.list('new')).toEqual([])
    })
  })

  it('runs alone: two that read and write the same row both count', async () => {
    const storage = memoryStorage()
    const claim = (subject: string) => storage.transaction('T1', (tx) => tx.claims.claim('key', subject))
    expect((await Promise.all([claim('a'), claim('b')])).filter((earlier) => earlier === undefined)).toHaveLength(1)
  })

  it('sees nothing of another workspace', async () => {
    const storage = memoryStorage()
    await storage.transaction('T1', async (tx) => {
      await tx.contacts.save(contact('1', '+14155550101'))
      await tx.claims.claim('key', '1')
    })
    await storage.transaction('T2', async (tx) => {
      expect(await tx.contacts.find('1')).toBeUndefined()
      expect(await tx.contacts.search('415', 10)).toEqual([])
      expect(await tx.claims.claim('key', '2')).toBeUndefined()
    })
  })
})

describe('contacts', () => {
  it('are found by a part of name or address, whatever the case', async () => {
    const storage = memoryStorage()
    const found = await storage.transaction('T1', async (tx) => {
      await tx.contacts.save(contact('1', '+14155550101', 'Jane Doe'))
      await tx.contacts.save(contact('2', '+14155550102', 'John'))
      return { byName: await tx.contacts.search('JANE', 5), byAddress: await tx.contacts.search('0102', 5) }
    })
    expect([found.byName.map(({ id }) => id), found.byAddress.map(({ id }) => id)]).toEqual([['1'], ['2']])
  })

  it('are created once per address', async () => {
    const storage = memoryStorage()
    const create = (id: string) =>
      storage.transaction('T1', (tx) => tx.contacts.findOrCreate(contact(id, '+14155550101')))
    expect(await create('1')).toEqual(await create('2'))
  })
})

describe('the outbox', () => {
  it('keeps the order of a lane, and the place of an entry that is replaced', async () => {
    const storage = memoryStorage()
    const heads = await storage.transaction('T1', async (tx) => {
      await tx.outbox.add(entry('a', { key: 'k' }))
      await tx.outbox.add(entry('b'))
      await tx.outbox.add(entry('c', { key: 'k' }))
      const first = await tx.outbox.head('chat:1')
      await tx.outbox.remove('c')
      return [first?.id, (await tx.outbox.head('chat:1'))?.id]
    })
    expect(heads).toEqual(['c', 'b'])
  })

  it('does not replace or cancel an entry that has started', async () => {
    const storage = memoryStorage()
    const ids = await storage.transaction('T1', async (tx) => {
      await tx.outbox.add(entry('a', { key: 'k' }))
      await tx.outbox.save(entry('a', { key: 'k', state: 'started' }))
      await tx.outbox.add(entry('b', { key: 'k' }))
      const first = (await tx.outbox.head('chat:1'))?.id
      await tx.outbox.cancel('chat:1', 'k')
      await tx.outbox.remove('a')
      return [first, (await tx.outbox.head('chat:1'))?.id]
    })
    expect(ids).toEqual(['a', undefined])
  })

  it('puts dead entries aside, where they are listed', async () => {
    const storage = memoryStorage()
    await storage.transaction('T1', async (tx) => {
      await tx.outbox.add(entry('a'))
      await tx.outbox.save(entry('a', { state: 'dead' }))
      expect(await tx.outbox.head('chat:1')).toBeUndefined()
      expect((await tx.outbox.dead(10)).map(({ id }) => id)).toEqual(['a'])
    })
  })

  it('tells a sweep which lanes wait, earliest first, in all workspaces', async () => {
    const storage = memoryStorage()
    await storage.transaction('T1', (tx) => tx.outbox.add(entry('a', { dueAt: later(2_000) })))
    await storage.transaction('T2', (tx) => tx.outbox.add(entry('b', { lane: 'sms:2', dueAt: later(1_000) })))
    await storage.transaction('T2', (tx) => tx.outbox.add(entry('c', { lane: 'sms:3', dueAt: later(9_000) })))
    expect(await storage.waitingLanes(later(2_000), 10)).toEqual([
      { workspaceId: 'T2', lane: 'sms:2', dueAt: later(1_000) },
      { workspaceId: 'T1', lane: 'chat:1', dueAt: later(2_000) },
    ])
    expect(await storage.waitingLanes(later(2_000), 1)).toHaveLength(1)
  })
})
