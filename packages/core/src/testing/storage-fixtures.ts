import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { OutboxEntry } from '../domain/effect.js'
import type { Message } from '../domain/message.js'
import type { DeliveryReceipt } from '../ports/sms-provider.js'
import type { Storage, Transaction } from '../ports/storage.js'

export const workspace = 'T0SUITE'
export const at = new Date('2030-01-07T10:00:00.123Z')
export const later = (ms: number): Date => new Date(at.getTime() + ms)

/** Ids look like those of core, so that a storage may keep them as UUIDs. */
export const id = (n: number): string => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`

export function contact(n: number, overrides: Partial<Contact> = {}): Contact {
  return { id: id(n), address: `+1415555${String(n).padStart(4, '0')}`, consent: 'open', createdAt: at, ...overrides }
}

export function conversation(n: number, contactId: string, overrides: Partial<Conversation> = {}): Conversation {
  return {
    id: id(n),
    contactId,
    lineId: 'main',
    place: { type: 'thread', channel: '#sms' },
    notification: {},
    status: 'open',
    tags: [],
    createdAt: at,
    ...overrides,
  }
}

export function message(n: number, conversationId: string, overrides: Partial<Message> = {}): Message {
  return {
    id: id(n),
    conversationId,
    direction: 'outbound',
    author: { type: 'member', id: 'U1' },
    authorCheck: 'needed',
    text: 'Héllo ✓ 👋\nsecond line',
    media: [],
    status: 'queued',
    createdAt: later(n),
    ...overrides,
  }
}

export function entry(n: number, overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    id: id(n),
    lane: 'chat:one',
    effect: { type: 'mark', messageId: id(1) },
    state: 'pending',
    dueAt: at,
    attempts: 0,
    createdAt: at,
    ...overrides,
  }
}

export function receipt(externalId: string, status: DeliveryReceipt['status']): DeliveryReceipt {
  return { type: 'receipt', externalId, status, rawStatus: status.toUpperCase() }
}

export const inWorkspace = <Result>(storage: Storage, work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
  storage.transaction(workspace, work)
