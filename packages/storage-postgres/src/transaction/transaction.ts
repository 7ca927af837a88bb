import type { Transaction } from '@threadline/core'
import type { Session } from '../session.js'
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

  return (session) => ({
    claims: claims(session),
    contacts: contacts(session),
    conversations: conversations(session),
    messages: messages(session),
    posts: posts(session),
    receipts: receipts(session),
    consents: consents(session),
    erasedOptOuts: erasedOptOuts(session),
    settings: settings(session),
    broadcasts: broadcasts(session),
    recipients: recipients(session),
    figures: figures(session),
    outbox: outbox(session),
    limits: limits(session),
  })
}
