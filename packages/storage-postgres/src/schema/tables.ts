import type {
  Broadcast,
  BroadcastRecipient,
  ConsentEvidence,
  Contact,
  Conversation,
  DeliveryReceipt,
  KnownPost,
  Message,
  NotificationState,
  OutboxEntry,
} from '@threadline/core'
import { integer, json, optional, table, text, time } from './table.js'

/** A post without its nesting. */
export interface StoredPost extends Omit<KnownPost, 'ref' | 'messageId'> {
  readonly channelId: string
  /** The id of the post in chat. */
  readonly postId: string
  /** The id of the text that it shows. */
  readonly messageId?: string
}

export interface StoredReceipt {
  readonly provider: string
  readonly externalId: string
  readonly receipt: DeliveryReceipt
  readonly parkedAt: Date
}

export interface StoredClaim {
  readonly key: string
  readonly subject: string
  readonly claimedAt: Date
}

export interface StoredOptOut {
  readonly digest: string
  readonly contactId: string
}

export interface StoredLimit {
  readonly key: string
  readonly takenUntil: Date
}

export interface StoredDigestKey {
  readonly key: string
}

export const claims = table<StoredClaim>('claims', {
  key: text('key'),
  subject: text('subject'),
  claimedAt: time('claimed_at'),
})

export const contacts = table<Contact>('contacts', {
  id: text('id'),
  address: text('address'),
  name: optional(text('name')),
  consent: text('consent'),
  zone: optional(text('zone')),
  note: optional(text('note')),
  tags: optional(json('tags')),
  blockedAt: optional(time('blocked_at')),
  privateTo: optional(text('private_to')),
  mergedInto: optional(text('merged_into')),
  formerName: optional(text('former_name')),
  createdAt: time('created_at'),
  erasedAt: optional(time('erased_at')),
})

export const conversations = table<Conversation>('conversations', {
  id: text('id'),
  contactId: text('contact_id'),
  lineId: text('line_id'),
  place: json('place'),
  notification: json('notification', reviveNotification),
  status: text('status'),
  assigneeId: optional(text('assignee_id')),
  tags: json('tags'),
  priority: optional(text('priority')),
  subject: optional(text('subject')),
  note: optional(text('note')),
  sender: optional(json('sender')),
  lastInboundAt: optional(time('last_inbound_at')),
  lastOutboundAt: optional(time('last_outbound_at')),
  unshownSince: optional(time('unshown_since')),
  createdAt: time('created_at'),
})

export const messages = table<Message>('messages', {
  id: text('id'),
  conversationId: text('conversation_id'),
  direction: text('direction'),
  author: json('author'),
  authorCheck: optional(text('author_check')),
  text: text('text'),
  media: json('media'),
  files: optional(json('files')),
  scheduledFor: optional(time('scheduled_for')),
  heldBecause: optional(text('held_because')),
  sender: optional(json('sender')),
  status: text('status'),
  createdAt: time('created_at'),
  blankedAt: optional(time('blanked_at')),
  startedAt: optional(time('started_at')),
  segments: optional(integer('segments')),
  waitingSince: optional(time('waiting_since')),
  checkAt: optional(time('check_at')),
  provider: optional(text('provider')),
  externalId: optional(text('external_id')),
  rawStatus: optional(text('raw_status')),
  failure: optional(json('failure')),
  post: optional(json('post')),
  markedAs: optional(text('marked_as')),
  question: optional(json('question')),
  resolution: optional(text('resolution')),
  broadcastId: optional(text('broadcast_id')),
  parts: optional(json('parts')),
  partOf: optional(text('part_of')),
})

export const posts = table<StoredPost>('posts', {
  channelId: text('channel_id'),
  postId: text('post_id'),
  purpose: text('purpose'),
  conversationId: optional(text('conversation_id')),
  messageId: optional(text('message_id')),
})

export const receipts = table<StoredReceipt>('receipts', {
  provider: text('provider'),
  externalId: text('external_id'),
  receipt: json('receipt'),
  parkedAt: time('parked_at'),
})

export const consents = table<ConsentEvidence>('consents', {
  id: text('id'),
  contactId: text('contact_id'),
  change: text('change'),
  at: time('at'),
  text: text('text'),
  matcher: text('matcher'),
  actor: text('actor'),
})

export const erasedOptOuts = table<StoredOptOut>('erased_opt_outs', {
  digest: text('digest'),
  contactId: text('contact_id'),
})

export const digestKeys = table<StoredDigestKey>('digest_keys', { key: text('key') })
export interface StoredSetting {
  readonly name: string
  readonly value: unknown
}

export const settings = table<StoredSetting>('settings', { name: text('name'), value: optional(json('value')) })

export const limits = table<StoredLimit>('limits', { key: text('key'), takenUntil: time('taken_until') })

export const broadcasts = table<Broadcast>('broadcasts', {
  id: text('id'),
  lineId: text('line_id'),
  author: json('author'),
  text: text('text'),
  status: text('status'),
  size: integer('size'),
  run: integer('run'),
  because: optional(text('because')),
  waitsUntil: optional(time('waits_until')),
  post: optional(json('post')),
  createdAt: time('created_at'),
  startedAt: optional(time('started_at')),
  endedAt: optional(time('ended_at')),
})

export const broadcastRecipients = table<BroadcastRecipient>('broadcast_recipients', {
  broadcastId: text('broadcast_id'),
  position: integer('position'),
  contactId: text('contact_id'),
  status: text('status'),
  dueAt: time('due_at'),
  skipped: optional(text('skipped')),
  messageId: optional(text('message_id')),
})

export const outbox = table<OutboxEntry>('outbox', {
  id: text('id'),
  lane: text('lane'),
  key: optional(text('key')),
  effect: json('effect'),
  target: optional(json('target')),
  state: text('state'),
  dueAt: time('due_at'),
  attempts: integer('attempts'),
  createdAt: time('created_at'),
  permitAt: optional(time('permit_at')),
  startedAt: optional(time('started_at')),
  leaseUntil: optional(time('lease_until')),
  lastFailure: optional(text('last_failure')),
})

/** The dates of a {@link NotificationState} as JSON keeps them. */
type WrittenNotification = Omit<NotificationState, 'lastActivityAt' | 'waiting' | 'dueAt'> & {
  readonly lastActivityAt?: string
  readonly waiting?: { readonly messageId: string; readonly since: string }
  readonly dueAt?: string
}

function reviveNotification(value: unknown): NotificationState {
  const { dueAt, lastActivityAt, waiting, ...rest } = value as WrittenNotification
  return {
    ...rest,
    ...(lastActivityAt !== undefined && { lastActivityAt: new Date(lastActivityAt) }),
    ...(waiting && { waiting: { ...waiting, since: new Date(waiting.since) } }),
    ...(dueAt !== undefined && { dueAt: new Date(dueAt) }),
  }
}
