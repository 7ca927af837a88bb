import type { Transaction } from '../ports/storage.js'
import { at, contact, conversation, entry, id, later, message } from './storage-fixtures.js'

/** A row of every kind, with a value in every field. */
export const everything = {
  contact: contact(10, {
    name: 'Jané Döe 👋',
    consent: 'held',
    zone: 'America/Chicago',
    note: 'Likes to be called in the morning.',
    tags: ['vip', 'naïve 👋'],
    blockedAt: later(6),
    privateTo: 'U1',
    mergedInto: id(15),
    formerName: 'Jane',
  }),
  conversation: conversation(11, id(10), {
    place: { type: 'thread', channel: 'C1', root: { channelId: 'C1', messageId: '1.000100' } },
    notification: {
      lastActivityAt: at,
      waiting: { messageId: id(12), since: later(1) },
      dueAt: later(2),
      card: { channelId: 'C1', messageId: '2.000100' },
    },
    status: 'pending',
    assigneeId: 'U1',
    tags: ['vip', 'naïve 👋'],
    priority: 'high',
    subject: 'A broken kettle',
    note: 'Warranty until May.',
    sender: { provider: 'p', address: '+14155550100' },
    lastInboundAt: later(7),
    lastOutboundAt: later(8),
    unshownSince: later(9),
  }),
  message: message(12, id(11), {
    media: [{ url: 'https://media.example/1', contentType: 'image/png' }],
    status: 'failed',
    provider: 'p',
    externalId: 'X12',
    rawStatus: 'undelivered',
    startedAt: later(3),
    segments: 2,
    waitingSince: later(2),
    checkAt: later(4),
    failure: { category: 'landline', code: '30006', detail: 'A landline.' },
    post: { channelId: 'C1', messageId: '3.000100' },
    markedAs: 'failed',
    question: { channelId: 'C1', messageId: '4.000100' },
    resolution: 'left',
    broadcastId: id(16),
    parts: [id(12), id(14)],
    partOf: id(15),
    files: [{ id: 'F1', name: 'plan.pdf', contentType: 'application/pdf', bytes: 12_345 }],
    scheduledFor: later(5),
    heldBecause: 'The line was not set up.',
    sender: { provider: 'p', address: '+14155550100' },
  }),
  post: {
    ref: { channelId: 'C1', messageId: '1.000100' },
    purpose: 'root',
    conversationId: id(11),
    messageId: id(12),
  },
  consents: [
    {
      id: id(13),
      contactId: id(10),
      change: 'held',
      at,
      text: 'stop texting me',
      matcher: 'phrase:stop-texting',
      actor: 'contact',
    },
  ],
  broadcast: {
    id: id(16),
    lineId: 'main',
    author: { type: 'member', id: 'U1' },
    text: 'Open on Sunday 👋',
    status: 'paused',
    size: 2,
    run: 3,
    because: 'Its line is not set up any more.',
    waitsUntil: later(11),
    post: { channelId: 'C1', messageId: '5.000100' },
    createdAt: at,
    startedAt: later(1),
    endedAt: later(2),
  },
  recipients: [
    { broadcastId: id(16), position: 0, contactId: id(10), status: 'queued', dueAt: at, messageId: id(12) },
    { broadcastId: id(16), position: 1, contactId: id(15), status: 'skipped', dueAt: later(3), skipped: 'opted-out' },
  ],
  head: entry(14, {
    key: 'settle',
    effect: { type: 'settle-text', messageId: id(12) },
    state: 'pending',
    dueAt: later(4),
    attempts: 2,
    lastFailure: 'rate-limited 429',
    target: { channel: 'C1', thread: { channelId: 'C1', messageId: '1.000100' } },
  }),
} as const

/** What {@link readEverywhere} finds where nothing was written. */
export const nothing = {
  contact: undefined,
  conversation: undefined,
  message: undefined,
  post: undefined,
  consents: [],
  broadcast: undefined,
  recipients: [],
  head: undefined,
}

/** Writes a row of every kind. */
export async function writeEverywhere(tx: Transaction): Promise<void> {
  await tx.claims.claim('suite', 'one', at)
  await tx.contacts.save(everything.contact)
  await tx.conversations.save(everything.conversation)
  await tx.messages.save(everything.message)
  await tx.posts.save(everything.post)
  for (const evidence of everything.consents) await tx.consents.append(evidence)
  await tx.broadcasts.save(everything.broadcast)
  await tx.recipients.add(everything.recipients)
  await tx.outbox.add(everything.head)
}

/** Read by other ways than it was written, where there are other ways. */
export async function readEverywhere(tx: Transaction): Promise<object> {
  return {
    contact: await tx.contacts.findByAddress(everything.contact.address),
    conversation: await tx.conversations.find(everything.conversation.id),
    message: await tx.messages.findByExternalId('p', 'X12'),
    post: await tx.posts.find(everything.post.ref),
    consents: await tx.consents.list(everything.contact.id),
    broadcast: await tx.broadcasts.find(everything.broadcast.id),
    recipients: await tx.recipients.list(everything.broadcast.id),
    head: await tx.outbox.head('chat:one'),
  }
}
