import type { Ahead, Contact, Conversation, Lane, Message } from '@threadline/core'
import { contacts, conversations, messages, outbox, posts } from '../schema/tables.js'
import type { Session } from '../session.js'
import type { EntriesAhead } from './entries-ahead.js'
import type { KeptRows } from './kept-rows.js'
import { partsOf } from './statements.js'

/** Where what is read ahead is kept until somebody asks for it. */
export interface Kept {
  readonly messages: KeptRows<Message>
  readonly conversations: KeptRows<Conversation>
  readonly contacts: KeptRows<Contact>
  readonly entries: EntriesAhead
}

/** Asks for rows before anybody knows their ids: each statement finds them by what it reads itself, in the order of locks. */
export function prepareAhead(schema: string): (session: Session, kept: Kept) => (rows: Ahead) => void {
  const statements = statementsFor(schema)

  return ({ rows }, kept) => {
    function lock({ contact, conversation }: Locks, values: readonly unknown[]): void {
      kept.conversations.expect(rows(conversation, values))
      kept.contacts.expect(rows(contact, values))
    }

    function lockConversation(id: string, withContact: boolean): void {
      const { contact, conversation } = statements.ofConversation
      kept.conversations.expect(rows(conversation, [id]), id)
      if (withContact) kept.contacts.expect(rows(contact, [id]))
    }

    /**
     * What stands there is read behind the lock of the conversation: by then nothing is added that is not seen. Mostly nothing
     * stands there, and only a text that leaves needs its contact to have ended.
     */
    function readBehind({ conversationId: given, entry }: Extract<Ahead, { type: 'behind' }>): void {
      const about = entry.effect as About
      const conversationId = given ?? about.conversationId
      const { messageId } = about
      const { ofBehind, ofMessage } = statements
      kept.messages.expect(rows(ofBehind.messages, [entry.lane, entry.id, messageId ?? null]), messageId)
      if (conversationId !== undefined) lockConversation(conversationId, given === undefined || isOfTexts(entry.lane))
      else if (messageId === undefined) lock(ofBehind, [entry.lane, entry.id])
      else lock(ofMessage, [messageId])
      const behind = rows(ofBehind.entry, [entry.lane, entry.id])
      behind.then(([raw]) => kept.entries.expect(entry, raw && outbox.read(raw))).catch(() => undefined)
    }

    function readHead({ conversationId: id, lane }: Extract<Ahead, { type: 'head' }>): void {
      const { ofHead } = statements
      kept.messages.expect(rows(ofHead.message, [lane]))
      if (id === undefined) lock(ofHead, [lane])
      else lockConversation(id, !isOfMarks(lane))
      const head = rows(ofHead.entry, [lane])
      head.then(([raw]) => kept.entries.expectHead(lane, raw && outbox.read(raw))).catch(() => undefined)
    }

    /** The head of a lane to which something is to be added, whose name only the database knows. */
    function readLane(sql: string, values: readonly unknown[]): void {
      const found = rows(sql, values)
      found
        .then(
          ([raw]) => raw && kept.entries.expectHead(raw['of_lane'] as Lane, raw['id'] ? outbox.read(raw) : undefined),
        )
        .catch(() => undefined)
    }

    return (what) => {
      switch (what.type) {
        case 'message':
          kept.messages.expect(rows(statements.message, [what.id]), what.id)
          kept.conversations.expect(rows(statements.ofMessage.conversation, [what.id]))
          // What is added is a mark.
          if (!what.adds) kept.contacts.expect(rows(statements.ofMessage.contact, [what.id]))
          return what.adds && readLane(statements.ofMessage.lane, [what.id, what.adds])
        case 'address': {
          const { address, adds, lineId } = what
          kept.conversations.expect(rows(statements.ofAddress.conversation, [address, lineId]))
          kept.contacts.expect(rows(statements.ofAddress.contact, [address, lineId]), address)
          return adds && readLane(statements.ofAddress.lane, [address, lineId, adds])
        }
        case 'post': {
          const of = [what.ref.channelId, what.ref.messageId]
          lock(statements.ofPost, of)
          return what.adds && readLane(statements.ofPost.lane, [...of, what.adds])
        }
        case 'head':
          return readHead(what)
        case 'behind':
          return readBehind(what)
        default:
          what satisfies never
      }
    }
  }
}

const isOfTexts = (lane: Lane): boolean => lane.startsWith('sms:')
const isOfMarks = (lane: Lane): boolean => lane.startsWith('mark:')

/** What an effect is about, where it says so. */
interface About {
  readonly messageId?: string
  readonly conversationId?: string
}

interface Locks {
  readonly conversation: string
  readonly contact: string
}

function statementsFor(schema: string) {
  const { from: fromContacts, list: contactList } = partsOf(contacts, schema)
  const { from: fromConversations, list: conversationList } = partsOf(conversations, schema)
  const { from: fromMessages, list: messageList } = partsOf(messages, schema)
  const { from: fromOutbox, list: outboxList } = partsOf(outbox, schema)
  const { from: fromPosts } = partsOf(posts, schema)
  const mine = 'WHERE workspace_id = $1 AND'

  const messageBy = (id: string) => `SELECT ${messageList} FROM ${fromMessages} ${mine} id = ${id} FOR UPDATE`
  const conversationOf = (message: string) => `(SELECT conversation_id FROM ${fromMessages} ${mine} id = ${message})`
  const locksBy = (id: string): Locks => ({
    conversation: `SELECT ${conversationList} FROM ${fromConversations} ${mine} id = ${id} FOR UPDATE`,
    contact: `SELECT ${contactList} FROM ${fromContacts}
      ${mine} id = (SELECT contact_id FROM ${fromConversations} ${mine} id = ${id}) FOR UPDATE`,
  })
  const field = (entry: string, name: keyof About) => `(SELECT effect ->> '${name}' FROM ${entry})`
  const conversationOfEntry = (entry: string) =>
    `${field(entry, 'conversationId')}, ${conversationOf(field(entry, 'messageId'))}`

  const ofAddress = `${fromConversations} ${mine} line_id = $3
    AND contact_id = (SELECT id FROM ${fromContacts} ${mine} address = $2)`
  const lane = `${fromOutbox} ${mine} lane = $2 AND state <> 'dead'`
  const head = `${lane} ORDER BY arrival LIMIT 1`
  const behind = `${lane} AND arrival > (SELECT arrival FROM ${fromOutbox} ${mine} id = $3) ORDER BY arrival LIMIT 1`

  const ofPost = `(SELECT conversation_id FROM ${fromPosts} ${mine} channel_id = $2 AND post_id = $3)`
  const laneBy = (id: string, kind: string) => `SELECT added.lane AS of_lane, head.*
    FROM (SELECT ${kind}::text || ':' || ${id} AS lane) AS added
    LEFT JOIN LATERAL (
      SELECT ${outboxList} FROM ${fromOutbox} ${mine} lane = added.lane AND state <> 'dead' ORDER BY arrival LIMIT 1
    ) AS head ON true WHERE added.lane IS NOT NULL`

  return {
    message: messageBy('$2'),
    ofConversation: locksBy('$2'),
    ofMessage: { ...locksBy(conversationOf('$2')), lane: laneBy(conversationOf('$2'), '$3') },
    ofPost: { ...locksBy(ofPost), lane: laneBy(ofPost, '$4') },
    ofAddress: {
      lane: laneBy(`(SELECT id FROM ${ofAddress})`, '$4'),
      conversation: `SELECT ${conversationList} FROM ${ofAddress} FOR UPDATE`,
      contact: `SELECT ${contactList} FROM ${fromContacts} ${mine} id = (SELECT contact_id FROM ${ofAddress}) FOR UPDATE`,
    },
    ofHead: {
      entry: `SELECT ${outboxList} FROM ${head}`,
      message: messageBy(field(head, 'messageId')),
      ...locksBy(`COALESCE(${conversationOfEntry(head)})`),
    },
    ofBehind: {
      entry: `SELECT ${outboxList} FROM ${behind}`,
      messages: `SELECT ${messageList} FROM ${fromMessages}
        ${mine} id = ANY(ARRAY[$4::text, ${field(behind, 'messageId')}]) ORDER BY id FOR UPDATE`,
      ...locksBy(`COALESCE(${conversationOfEntry(behind)})`),
    },
  }
}
