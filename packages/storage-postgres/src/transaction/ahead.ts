import type { Ahead, Contact, Conversation, Message, OutboxEntry } from '@threadline/core'
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

    function lockBehind(entry: OutboxEntry): void {
      const { conversationId = null, messageId = null } = entry.effect as About
      const { message, ofBehind } = statements
      if (messageId !== null) kept.messages.expect(rows(message, [messageId]), messageId)
      const behind = rows(ofBehind.entry, [entry.lane, entry.id])
      kept.messages.expect(rows(ofBehind.message, [entry.lane, entry.id]))
      lock(ofBehind, [entry.lane, entry.id, conversationId, messageId])
      behind.then(([raw]) => kept.entries.expect(entry, raw && outbox.read(raw))).catch(() => undefined)
    }

    return (what) => {
      switch (what.type) {
        case 'message':
          kept.messages.expect(rows(statements.message, [what.id]), what.id)
          return lock(statements.ofMessage, [what.id])
        case 'address': {
          const { address, lineId } = what
          kept.conversations.expect(rows(statements.ofAddress.conversation, [address, lineId]))
          return kept.contacts.expect(rows(statements.ofAddress.contact, [address, lineId]), address)
        }
        case 'post':
          return lock(statements.ofPost, [what.ref.channelId, what.ref.messageId])
        case 'head':
          kept.messages.expect(rows(statements.ofHead.message, [what.lane]))
          return lock(statements.ofHead, [what.lane])
        case 'behind':
          return lockBehind(what.entry)
        default:
          what satisfies never
      }
    }
  }
}

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

  return {
    message: messageBy('$2'),
    ofMessage: locksBy(conversationOf('$2')),
    ofPost: locksBy(`(SELECT conversation_id FROM ${fromPosts} ${mine} channel_id = $2 AND post_id = $3)`),
    ofAddress: {
      conversation: `SELECT ${conversationList} FROM ${ofAddress} FOR UPDATE`,
      contact: `SELECT ${contactList} FROM ${fromContacts} ${mine} id = (SELECT contact_id FROM ${ofAddress}) FOR UPDATE`,
    },
    ofHead: {
      message: messageBy(field(head, 'messageId')),
      ...locksBy(`COALESCE(${conversationOfEntry(head)})`),
    },
    ofBehind: {
      entry: `SELECT ${outboxList} FROM ${behind}`,
      message: messageBy(field(behind, 'messageId')),
      ...locksBy(`COALESCE($4::text, ${conversationOf('$5::text')}, ${conversationOfEntry(behind)})`),
    },
  }
}
