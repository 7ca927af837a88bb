import type { ChatOutcome } from '@threadline/core'
import { unknownOutcome } from '../errors.js'
import { objectOf, textOf } from '../json.js'
import type { WebApi } from './web-api.js'

/** The id of a member of whom only direct messages are meant, or `undefined` for a channel. */
export function memberOf(target: string): string | undefined {
  return target.startsWith('@') ? target.slice(1) : undefined
}

/**
 * The channel of the direct messages between a member and the app, opened where it is not there yet. Asked once more it is the
 * same one.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.open
 */
export async function openDirect(
  call: WebApi,
  workspaceId: string,
  memberId: string,
): Promise<ChatOutcome<{ readonly id: string }>> {
  const outcome = await call({ workspaceId, method: 'conversations.open', args: { users: memberId } })
  if (outcome.type !== 'done') return outcome
  const id = textOf(objectOf(outcome.value.channel).id)
  return id ? { type: 'done', value: { id } } : unknownOutcome('Slack opened direct messages and did not say where.')
}
