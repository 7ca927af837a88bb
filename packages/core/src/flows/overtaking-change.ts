import type { PostRef } from '../domain/conversation.js'
import type { OutboxEntry } from '../domain/effect.js'
import { changeLane, isChangeLane, threadLane } from '../domain/lane.js'
import type { Reply, WrittenChange } from '../domain/reply.js'
import { inTransaction, type Flow, type FlowDeps } from './flow.js'
import { findConversation } from './open-conversation.js'

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

/** Where what is written there can be texted, as far as it is known. */
export async function conversationOf({ tx }: Flow, { post, thread }: WrittenChange): Promise<string | undefined> {
  if (!thread) return (await tx.conversations.findByChannel(post.channelId))?.id
  const known = await tx.posts.find(thread)
  return known?.purpose === 'root' ? known.conversationId : undefined
}

/**
 * Keeps a change of a message that has not come, or of which nothing was to leave; after a while it is forgotten. What is
 * said about somebody who was erased is not kept at all.
 */
export async function keepForItsMessage(flow: Flow, change: WrittenChange): Promise<void> {
  const conversationId = await conversationOf(flow, change)
  // Locks the conversation, as erasing does: either of the two sees what the other has done.
  const found = conversationId === undefined ? undefined : await findConversation(flow, conversationId)
  if (found?.contact.erasedAt) return
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

/** The key of what carries out a change behind the reply that it is a change of. */
const behind = ({ channelId, messageId }: PostRef): string => `change:${channelId}:${messageId}`

/**
 * Has a change wait for a reply that waits for the root of its thread. The reply takes it along when it is led to its
 * conversation, so that its first wording has no time to leave; behind it stands what carries out a change that came too late
 * for that.
 */
export async function waitBehindReply(flow: Flow, thread: PostRef, change: WrittenChange): Promise<void> {
  await keepForItsMessage(flow, change)
  await flow.enqueue(threadLane(thread), { type: 'change-text', change }, { key: behind(change.post) })
}

/** Takes out the change that has come while a reply waited. */
export async function takeWaitingChange(flow: Flow, { post, thread }: Reply): Promise<WrittenChange | undefined> {
  const change = await takeChange(flow, post)
  if (change) await flow.tx.outbox.cancel(threadLane(thread), behind(post))
  return change
}

/** Forgets a change that is carried out by now, from behind its reply. */
export async function forgetChange({ tx }: Flow, { post }: WrittenChange, { lane }: OutboxEntry): Promise<void> {
  if (lane !== changeLane(post)) await tx.outbox.cancel(changeLane(post), key)
}

/** More lanes than ever wait: all of them are looked at. */
const allLanes = 1_000_000

/** Forgets the changes that are kept in the conversations of somebody who was erased. */
export async function forgetChanges(deps: FlowDeps, workspaceId: string, contactId: string): Promise<void> {
  const by = new Date(deps.clock.now().getTime() + keptForMs)
  const waiting = await deps.storage.waitingLanes(workspaceId, by, allLanes)
  for (const { lane } of waiting.filter((one) => isChangeLane(one.lane))) {
    await inTransaction(deps, workspaceId, async (flow) => {
      const entry = await flow.tx.outbox.head(lane)
      if (entry?.effect.type !== 'change-text') return
      const conversationId = await conversationOf(flow, entry.effect.change)
      const conversation = conversationId === undefined ? undefined : await flow.tx.conversations.find(conversationId)
      if (conversation?.contactId === contactId) await flow.tx.outbox.replace(entry, undefined)
    })
  }
}
