import type { PostRef } from '../domain/conversation.js'
import { changeLane } from '../domain/lane.js'
import type { WrittenChange } from '../domain/reply.js'
import type { Flow } from './flow.js'

/** How long a message may come after its change: for about as long an event is brought again that was not taken. */
const keptForMs = 60 * 60_000
/** Only the last wording counts. */
const key = 'change'

/** A claim that both sides make: where they come at once, one waits for the other. */
const claimOf = ({ channelId, messageId }: PostRef): string => `written:${channelId}:${messageId}`

/** Whether a message that something may be done about has come, as far as a change of it can tell. */
export async function isHeard({ now, tx }: Flow, post: PostRef): Promise<boolean> {
  return (await tx.claims.claim(claimOf(post), 'change', now)) === 'message'
}

/** Keeps a change of a message that has not come, or of which nothing was to leave; after a while it is forgotten. */
export async function keepForItsMessage(flow: Flow, change: WrittenChange): Promise<void> {
  const dueAt = new Date(flow.now.getTime() + keptForMs)
  await flow.enqueue(changeLane(change.post), { type: 'change-text', change }, { key, dueAt })
}

/** Whether a message that comes now was changed before it came. */
export async function isOvertaken({ now, tx }: Flow, post: PostRef): Promise<boolean> {
  return (await tx.claims.claim(claimOf(post), 'message', now)) === 'change'
}

/** Takes out the change that has overtaken a message. */
export async function takeChange({ tx }: Flow, post: PostRef): Promise<WrittenChange | undefined> {
  const entry = await tx.outbox.head(changeLane(post))
  if (entry?.effect.type !== 'change-text') return undefined
  await tx.outbox.mustReplace(entry, undefined)
  return entry.effect.change
}
