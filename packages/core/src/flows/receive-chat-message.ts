import { cleanFiles, cleanText } from '../domain/clean-text.js'
import { threadLane } from '../domain/lane.js'
import type { Reply } from '../domain/reply.js'
import type { ChatMessageEvent } from '../ports/chat-adapter.js'
import { actOnChange } from './act-on-change.js'
import { readRecent } from './act-on-decision.js'
import { actOnReply, isOfConcern } from './act-on-reply.js'
import { actInChannel } from './channels/act-in-channel.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { isOvertaken, takeChange, waitBehindReply } from './overtaking-change.js'
import { runSendCommand } from './commands/run-send-command.js'

/** Somebody wrote in a channel. Most of it stays inside; a reply in a conversation's thread is texted, once. */
export async function receiveChatMessage(deps: FlowDeps, received: ChatMessageEvent): Promise<void> {
  const event = { ...received, text: cleanText(received.text), files: cleanFiles(received.files) }
  await inTransaction(deps, event.workspaceId, async (flow) => {
    if (!event.thread) return receiveAtTop(flow, event)
    await receiveReply(flow, event, replyOf(event, event.thread))
  })
}

/** A shared channel is never a conversation's own. Of what was not typed by somebody nothing is asked. */
async function receiveAtTop(flow: Flow, event: ChatMessageEvent): Promise<void> {
  if (event.kind !== 'plain' || event.author.type === 'app') return
  if (!flow.lines.findByChannel(event.post.channelId) && (await actInChannel(flow, event))) return
  await runSendCommand(flow, event)
}

/** What concerns nobody leaves no trace: only what is acted upon is claimed. */
async function receiveReply(flow: Flow, event: ChatMessageEvent, reply: Reply): Promise<void> {
  flow.tx.ahead?.({ type: 'post', ref: reply.thread, adds: 'sms' })
  const [thread, waiting] = await Promise.all([
    flow.tx.posts.find(reply.thread),
    flow.tx.outbox.head(threadLane(reply.thread)),
  ])
  const isLineChannel = flow.lines.findByChannel(reply.thread.channelId) !== undefined
  if (!isOfConcern(flow, reply, thread, reply.isThreadOurs ?? isLineChannel)) return
  const [isSecond, hasChange, recent] = await Promise.all([
    isDuplicate(flow, event.identities, reply.post.messageId),
    isOvertaken(flow, reply.post),
    thread?.purpose === 'root' && thread.conversationId !== undefined
      ? readRecent(flow, thread.conversationId)
      : undefined,
  ])
  if (isSecond) return
  const change = hasChange ? await takeChange(flow, reply.post) : undefined
  // A reply can overtake the record of the root it answers: Slack shows a post before its answer has reached us, or the
  // answer was lost. It waits then, and those after it wait behind it, so that they stay in order.
  if (!thread || waiting) {
    await flow.enqueue(threadLane(reply.thread), { type: 'route-reply', reply })
    return change && waitBehindReply(flow, reply.thread, change)
  }
  await actOnReply(flow, { ...reply, recent }, thread)
  // In the same transaction: the first wording has no time to leave.
  if (change) await actOnChange(flow, change)
}

function replyOf(event: ChatMessageEvent, thread: Reply['thread']): Reply {
  const { author, files, hasFiles, isThreadOurs, kind, mentionsApp, post, sentAt, text } = event
  return { post, thread, kind, author, text, hasFiles, files, mentionsApp, isThreadOurs, sentAtMs: sentAt.getTime() }
}
