import type { Broadcast, BroadcastCount, BroadcastRecipient, BroadcastStatus } from '../domain/broadcast.js'
import type { ConsentEvidence, Contact } from '../domain/contact.js'
import type { Conversation, ConversationStatus, PostRef } from '../domain/conversation.js'
import type { Lane, OutboxEntry } from '../domain/effect.js'
import type { AnswerFigures, ConversationFigures, TextFigures } from '../domain/figures.js'
import type { Message } from '../domain/message.js'
import type { Limits, Outbox } from './outbox.js'
import type { Queue } from './queue.js'
import type { DeliveryReceipt } from './sms-provider.js'

/** Identities seen before. */
export interface Claims {
  /**
   * Claims `key` for `subject` in this transaction.
   *
   * @returns the subject of an earlier claim, or `undefined` when the claim is new
   */
  claim(key: string, subject: string, at: Date): Promise<string | undefined>
  /** Forgets claims made before a time, at most so many. @returns how many there were */
  purge(before: Date, limit: number): Promise<number>
}

/** Who looks for contacts: a member. Without one, nothing is private. */
export interface Viewer {
  readonly memberId: string
}

export interface Contacts {
  /** Locks. */
  find(id: string): Promise<Contact | undefined>
  findByAddress(address: string): Promise<Contact | undefined>
  /** Reads several without locking, in any order, for what is only shown. */
  peekAll(ids: readonly string[]): Promise<readonly Contact[]>
  /** Contacts of exactly this name, whatever the case; those private to anybody but `viewer` are left out. */
  findByName(name: string, limit: number, viewer?: Viewer): Promise<readonly Contact[]>
  /** Keeps `candidate` unless a contact with its address exists; returns the one that is kept. */
  findOrCreate(candidate: Contact): Promise<Contact>
  /**
   * Contacts one of whose keys (`keysOfContact`) begins with a prefix of `query` (`prefixesOf`): what a prefix finds comes in
   * the order of those keys, the greatest id first among equals. When there is nothing to look for, nobody; of a query
   * that is empty all, by name, those without one last. Erased ones are left out, and those private to anybody but `viewer`.
   */
  search(query: string, limit: number, viewer?: Viewer): Promise<readonly Contact[]>
  /** All but erased ones, by id, from the one after `afterId` on. Does not lock. */
  list(afterId: string | undefined, limit: number): Promise<readonly Contact[]>
  /** Those that have exactly this tag, the greatest id first, without those private to anybody but `viewer`. Does not lock. */
  tagged(tag: string, limit: number, viewer?: Viewer): Promise<readonly Contact[]>
  /** Tags of contacts that begin with `beginning`, in order, each once. Does not lock. */
  tags(beginning: string, limit: number): Promise<readonly string[]>
  /** Those that were merged into a contact, by id. Does not lock. */
  mergedInto(contactId: string): Promise<readonly Contact[]>
  save(contact: Contact): Promise<void>
}

export interface Conversations {
  /** Locks. */
  find(id: string): Promise<Conversation | undefined>
  /** Reads several without locking, in any order, for what is only shown. */
  peekAll(ids: readonly string[]): Promise<readonly Conversation[]>
  /** All of a contact, by id. Does not lock. */
  ofContact(contactId: string): Promise<readonly Conversation[]>
  /** All of several contacts, in any order, for what is only shown. Does not lock. */
  ofContacts(contactIds: readonly string[]): Promise<readonly Conversation[]>
  /** Keeps `candidate` unless its contact and line have a conversation; returns the one that is kept, locked. */
  findOrCreate(candidate: Conversation): Promise<Conversation>
  /** The conversation that has a direct channel. Does not lock. */
  findByChannel(channelId: string): Promise<Conversation | undefined>
  /** Those that fit, as many as `limit`. Does not lock. */
  list(query: ConversationQuery, limit: number): Promise<readonly Conversation[]>
  save(conversation: Conversation): Promise<void>
}

/** Which conversations to list. What is absent does not matter. */
export interface ConversationQuery {
  readonly statuses?: readonly ConversationStatus[]
  /** A member's id, or `null` for those of nobody. */
  readonly assigneeId?: string | null
  /** Only those that have this tag. */
  readonly tag?: string
  /** Only those in which an inbound text waits for an answer, the longest waiting first; else the newest first. */
  readonly isWaiting?: boolean
}

export interface Messages {
  /** Locks. */
  find(id: string): Promise<Message | undefined>
  /** Reads without locking, for what is only shown. */
  peek(id: string): Promise<Message | undefined>
  /** The message a vendor's id was given to last. */
  findByExternalId(provider: string, externalId: string): Promise<Message | undefined>
  /** The latest of a conversation, newest first. */
  newest(conversationId: string, limit: number): Promise<readonly Message[]>
  /** Those with status `scheduled`, the one that leaves next first. Does not lock. */
  scheduled(limit: number): Promise<readonly Message[]>
  /** Those whose `checkAt` has come by a time, the earliest first. Does not lock. */
  toCheck(by: Date, limit: number): Promise<readonly Message[]>
  /**
   * Those made since a time that failed, did not arrive, or of which nobody knows, newest first. What is part of a broadcast is
   * left out: it is counted there. Does not lock.
   */
  failed(since: Date, limit: number): Promise<readonly Message[]>
  /** The latest outbound one of each of several conversations, in any order. Does not lock. */
  lastOutbound(conversationIds: readonly string[]): Promise<readonly Message[]>
  save(message: Message): Promise<void>
  /**
   * Takes text, media and files out of messages that have them, at most so many, and notes when. Rows that somebody else has
   * locked may be left for the next time.
   *
   * @returns how many there were
   */
  blank(which: MessagesToBlank, at: Date, limit: number): Promise<number>
}

/**
 * `settled`: what was made before a time, is shown in chat, part of a broadcast or left as it is, and is over: not scheduled, queued,
 * sending or, unless a person has decided about it, unknown. `all`: whatever a conversation has; waits for rows that are locked.
 */
export type MessagesToBlank =
  | { readonly type: 'settled'; readonly before: Date }
  | { readonly type: 'all'; readonly conversationId: string }

/** What a post in chat is to us. */
export interface KnownPost {
  readonly ref: PostRef
  /** `draft`: somebody's own message of which it is still to be said whether it is sent. */
  readonly purpose: 'root' | 'message' | 'draft' | 'card' | 'other'
  readonly conversationId?: string
  readonly messageId?: string
}

export interface Posts {
  find(ref: PostRef): Promise<KnownPost | undefined>
  save(post: KnownPost): Promise<void>
}

/** Receipts for vendor ids that no message has yet. */
export interface Receipts {
  park(provider: string, receipt: DeliveryReceipt, at: Date): Promise<void>
  /** Takes out what is parked for an id, in the order it came. */
  take(provider: string, externalId: string): Promise<readonly DeliveryReceipt[]>
  /** Forgets receipts parked before a time, at most so many. @returns how many there were */
  purge(before: Date, limit: number): Promise<number>
}

export interface ConsentLog {
  append(evidence: ConsentEvidence): Promise<void>
  /** All of a contact, oldest first. */
  list(contactId: string): Promise<readonly ConsentEvidence[]>
  /** All of a workspace from a time on, oldest first, from the one after `after` on. */
  since(from: Date, after: ConsentEvidence | undefined, limit: number): Promise<readonly ConsentEvidence[]>
  /** Takes the words out of all evidence of a contact; the rest of it stays. */
  blank(contactId: string): Promise<void>
}

/** Opt-outs of people who were erased, by digests of their numbers: they are still never texted. */
export interface ErasedOptOuts {
  /** The key of this workspace's digests: `candidate`, unless there is one. Never changes. */
  key(candidate: string): Promise<string>
  /** Keeps one, with the contact whose consent log says how it came about. */
  keep(digest: string, contactId: string): Promise<void>
  /** The contact that was kept last with a digest. */
  find(digest: string): Promise<string | undefined>
  forget(digest: string): Promise<void>
}

/** What a person has set up in chat, by name. Plain JSON. */
export interface Settings {
  /** Does not lock. */
  find(name: string): Promise<unknown>
  /** Locks the name until the end, whether or not there is something under it. */
  findForUpdate(name: string): Promise<unknown>
  save(name: string, value: unknown): Promise<void>
}

export interface Broadcasts {
  /** Locks. */
  find(id: string): Promise<Broadcast | undefined>
  /** Reads without locking. */
  peek(id: string): Promise<Broadcast | undefined>
  /** The newest first. Does not lock. */
  list(limit: number): Promise<readonly Broadcast[]>
  save(broadcast: Broadcast): Promise<void>
  /** Forgets broadcasts with one of these statuses made before a time, at most so many, with their lists. @returns how many there were */
  purge(statuses: readonly BroadcastStatus[], before: Date, limit: number): Promise<number>
}

/** Who is on the lists of broadcasts. */
export interface BroadcastRecipients {
  /** Puts them on their lists. */
  add(recipients: readonly BroadcastRecipient[]): Promise<void>
  /** All of a list, in order. Does not lock. */
  list(broadcastId: string): Promise<readonly BroadcastRecipient[]>
  /** The one that waits and is due first, by place among equals. Locks. */
  next(broadcastId: string): Promise<BroadcastRecipient | undefined>
  /** The one of a list that is this contact. Locks. */
  find(broadcastId: string, contactId: string): Promise<BroadcastRecipient | undefined>
  save(recipient: BroadcastRecipient): Promise<void>
  /** Texts of a broadcast, later parts of long ones included, of which nobody knows whether they left, and about which nobody has decided, in the order they were made. Does not lock. */
  unsure(broadcastId: string, limit: number): Promise<readonly Message[]>
  /** How many stand alike, by their texts as they stand now. Does not lock. */
  count(broadcastId: string): Promise<readonly BroadcastCount[]>
}

/**
 * Sums over the texts of a workspace, or of one line. `bounds` are two times or more, in order: there is a figure for each
 * time from one of them, included, to the next. Nothing locks.
 */
export interface Figures {
  texts(bounds: readonly Date[], lineId?: string): Promise<readonly TextFigures[]>
  answers(bounds: readonly Date[], lineId?: string): Promise<readonly AnswerFigures[]>
  conversations(lineId?: string): Promise<ConversationFigures>
}

/**
 * Rows that are about to be read: a message with its conversation and contact; the conversation of an address on a line,
 * or of a post, with its contact; the head of a lane, or the entry behind one that is finished, with what it is about.
 */
export type Ahead =
  | { readonly type: 'message'; readonly id: string; readonly adds?: SharedLaneKind }
  | { readonly type: 'address'; readonly address: string; readonly lineId: string; readonly adds?: SharedLaneKind }
  | { readonly type: 'post'; readonly ref: PostRef; readonly adds?: SharedLaneKind }
  | { readonly type: 'head'; readonly lane: Lane; readonly conversationId?: string }
  | { readonly type: 'behind'; readonly entry: OutboxEntry; readonly conversationId?: string }

/**
 * The lane of a conversation that something is to be added to, `<kind>:<conversation's id>`: its head is read as well, once
 * the conversation is locked. Likewise of a lane that comes with its conversation, the head or the entry behind is read only then.
 */
export type SharedLaneKind = 'chat' | 'sms' | 'mark'

/**
 * One transaction in one workspace: what it writes is seen by others all at once or never, and nothing in it can reach
 * another workspace.
 *
 * The reads that say so lock their row until the end, so that what is read and written back is not lost between two
 * transactions; the others read what is committed. Core locks in one order: broadcasts, recipients, messages, conversations,
 * contacts, limits, outbox.
 */
export interface Transaction {
  readonly claims: Claims
  readonly contacts: Contacts
  readonly conversations: Conversations
  readonly messages: Messages
  readonly posts: Posts
  readonly receipts: Receipts
  readonly consents: ConsentLog
  readonly erasedOptOuts: ErasedOptOuts
  readonly settings: Settings
  readonly broadcasts: Broadcasts
  readonly recipients: BroadcastRecipients
  readonly figures: Figures
  readonly outbox: Outbox
  readonly limits: Limits
  /**
   * Says which rows will be read next. A storage that is far away fetches and locks them in one go, in the order above; any
   * other needs no such thing. Nothing else changes.
   */
  readonly ahead?: (rows: Ahead) => void
  /** Has a lane woken at a time by {@link Storage.wakes}: stored with all the rest. There where that is. */
  readonly wake?: (lane: Lane, delayMs: number) => void
}

/** A lane with something to do. */
export interface WaitingLane {
  readonly lane: Lane
  readonly dueAt: Date
}

/** Where everything is kept. */
export interface Storage {
  /**
   * Runs `work` and commits. When `work` throws, nothing of it is kept and the error is thrown on. An implementation may
   * run `work` again from the start when the database had to undo it (a deadlock, a serialization failure).
   */
  transaction<Result>(workspaceId: string, work: (transaction: Transaction) => Promise<Result>): Promise<Result>
  /**
   * The queue whose wake-ups it stores in the transaction, by {@link Transaction.wake}. When it is the desk's own, core does
   * not wake it after the commit.
   */
  readonly wakes?: Queue
  /** Lanes of a workspace whose head falls due by `by`, earliest first: what a sweep looks for. */
  waitingLanes(workspaceId: string, by: Date, limit: number): Promise<readonly WaitingLane[]>
}
