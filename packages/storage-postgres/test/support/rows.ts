import type { Contact, Conversation, Message, OutboxEntry } from '@threadline/core'

export const workspace = 'T0TEST'
export const at = new Date('2030-01-07T10:00:00.123Z')
export const id = (n: number): string => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`

export function contact(n: number, overrides: Partial<Contact> = {}): Contact {
  return { id: id(n), address: `+1415555${String(n).padStart(4, '0')}`, consent: 'open', createdAt: at, ...overrides }
}

export function conversation(n: number, contactId: string): Conversation {
  const place = { type: 'thread', channel: '#sms' } as const
  return { id: id(n), contactId, lineId: 'main', place, notification: {}, status: 'open', tags: [], createdAt: at }
}

export function entry(n: number, overrides: Partial<OutboxEntry> = {}): OutboxEntry {
  const effect = { type: 'mark', messageId: id(1) } as const
  return { id: id(n), lane: 'chat:one', effect, state: 'pending', dueAt: at, attempts: 0, createdAt: at, ...overrides }
}

export function message(n: number, conversationId: string, overrides: Partial<Message> = {}): Message {
  return {
    id: id(n),
    conversationId,
    direction: 'outbound',
    author: { type: 'host' },
    text: 'Hello',
    media: [],
    status: 'queued',
    createdAt: at,
    ...overrides,
  }
}
