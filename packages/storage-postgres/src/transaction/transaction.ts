import type { Transaction } from '@threadline/core'
import type { Session } from '../session.js'
import * as tables from '../schema/tables.js'
import { prepareAhead, type Kept } from './ahead.js'
import { createEntriesAhead } from './entries-ahead.js'
import { createKeptRows } from './kept-rows.js'
import { prepareBroadcasts, prepareRecipients } from './broadcasts.js'
import { prepareClaims } from './claims.js'
import { prepareConsentLog } from './consent-log.js'
import { prepareContacts } from './contacts.js'
import { prepareConversations } from './conversations.js'
import { prepareErasedOptOuts } from './erased-opt-outs.js'
import { prepareFigures } from './figures.js'
import { prepareLimits } from './limits.js'
import { prepareMessages } from './messages.js'
import { prepareOutbox } from './outbox.js'
import { preparePosts } from './posts.js'
import { prepareReceipts } from './receipts.js'
import { prepareSettings } from './settings.js'

/** Writes the statements once, for all transactions. */
export function prepareTransaction(schema: string): (session: Session) => Transaction {
  const claims = prepareClaims(schema)
  const contacts = prepareContacts(schema)
  const conversations = prepareConversations(schema)
  const messages = prepareMessages(schema)
  const posts = preparePosts(schema)
  const receipts = prepareReceipts(schema)
  const consents = prepareConsentLog(schema)
  const erasedOptOuts = prepareErasedOptOuts(schema)
  const settings = prepareSettings(schema)
  const limits = prepareLimits(schema)
  const broadcasts = prepareBroadcasts(schema)
  const recipients = prepareRecipients(schema)
  const figures = prepareFigures(schema)
  const outbox = prepareOutbox(schema)

  const ahead = prepareAhead(schema)

  return (session) => {
    const kept: Kept = {
      messages: createKeptRows(tables.messages),
      conversations: createKeptRows(tables.conversations),
      contacts: createKeptRows(tables.contacts),
      entries: createEntriesAhead(),
    }
    return {
      claims: claims(session),
      contacts: contacts(session, kept.contacts),
      conversations: conversations(session, kept.conversations),
      messages: messages(session, kept.messages),
      posts: posts(session),
      receipts: receipts(session),
      consents: consents(session),
      erasedOptOuts: erasedOptOuts(session),
      settings: settings(session),
      broadcasts: broadcasts(session),
      recipients: recipients(session),
      figures: figures(session),
      outbox: outbox(session, kept.entries),
      limits: limits(session),
      ahead: ahead(session, kept),
      ...(session.wake && { wake: session.wake }),
    }
  }
}
