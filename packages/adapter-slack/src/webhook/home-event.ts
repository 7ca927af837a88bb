import type { ChatHomeEvent } from '@threadline/core'
import { textOf } from '../json.js'
import { authorOfMessage } from './author.js'
import { identitiesOf, type Envelope } from './envelope.js'

/**
 * Reads that somebody opened the Home tab; its Messages tab sends the same event.
 *
 * @see https://docs.slack.dev/reference/events/app_home_opened
 */
export function parseHomeOpened(envelope: Envelope): ChatHomeEvent | undefined {
  const { event, workspaceId } = envelope
  if (event.tab !== 'home') return undefined
  const moment = textOf(event.event_ts) ?? envelope.eventId ?? ''
  return {
    type: 'home-opened',
    workspaceId,
    identities: identitiesOf(envelope, [`home:${textOf(event.user) ?? ''}:${moment}`]),
    author: authorOfMessage(event, envelope),
  }
}
