import { textOf } from '../json.js'
import { inTime } from '../web/in-time.js'
import type { SlackDirectory } from '../web/directory.js'
import type { Envelope } from './envelope.js'

/** Slack waits three seconds for its answer. */
const patienceMs = 1_000

const mention = /<@([UW][A-Z0-9]+)/g

/**
 * Looks up whom a person's message mentions, so that the contact reads names. Those known already cost nothing; one that
 * does not come in time is left out, and nothing waits for it.
 */
export async function learnNames(
  directory: SlackDirectory,
  { botUserId, event, workspaceId }: Envelope,
): Promise<void> {
  if (event.bot_id !== undefined || event.type !== 'message') return
  const ids = new Set([...(textOf(event.text) ?? '').matchAll(mention)].map(([, id = '']) => id))
  const names = directory.namesIn(workspaceId)
  const unknown = [...ids].filter((id) => id !== botUserId && names.user(id) === undefined)
  if (unknown.length > 0) await inTime(Promise.all(unknown.map((id) => directory.member(workspaceId, id))), patienceMs)
}
