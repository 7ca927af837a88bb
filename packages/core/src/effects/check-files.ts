import { chatLane } from '../domain/lane.js'
import type { ChatFile, Message, WrittenFile } from '../domain/message.js'
import { planFiles } from '../flows/files/plan-files.js'
import type { Flow } from '../flows/flow.js'
import { moveStatus } from '../flows/move-status.js'
import { findConversation } from '../flows/open-conversation.js'
import { partsOf } from '../flows/parts.js'
import { reopenNotification } from '../flows/reopen-notification.js'
import type { ChatFiles } from '../ports/chat-files.js'
import type { Outcome } from '../ports/outcome.js'
import { textDeadline, thenRecord, type Prepare } from './step.js'

/**
 * Asks what the files of a text are by now, just before anything of it leaves: one can have been deleted, or be something
 * that its event did not tell. A message with files leaves whole or not at all.
 */
export const prepareCheckFiles: Prepare<'check-files'> = async (flow, { messageId }, outside) => {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'queued') return undefined
  const parts = await partsOf(flow, message)
  const files = parts.flatMap((part) => part.files ?? []).filter(({ url }) => url === undefined)
  if (files.length === 0) return undefined
  return {
    call: () =>
      thenRecord(askAll(flow.workspaceId, files, outside.chat.files), (recording, found) =>
        record(recording, messageId, found),
      ),
    whenUnknown: 'repeat',
    giveUpAt: textDeadline(message, outside),
    async refused(recording) {
      await withhold(recording, messageId, 'a file of it was deleted before it left, or cannot be read from here.')
      return 'drop'
    },
  }
}

/** One after the other, up to the first that is not to be had. */
async function askAll(
  workspaceId: string,
  files: readonly ChatFile[],
  chat: ChatFiles | undefined,
): Promise<Outcome<readonly WrittenFile[]>> {
  if (!chat) return { type: 'refused', retryable: false, failure: { category: 'other', code: 'no-files' } }
  const found: WrittenFile[] = []
  for (const { id } of files) {
    const outcome = await chat.info(workspaceId, id)
    if (outcome.type !== 'done') return outcome
    found.push(outcome.value)
  }
  return { type: 'done', value: found }
}

async function record(flow: Flow, messageId: string, found: readonly WrittenFile[]): Promise<void> {
  const first = await flow.tx.messages.find(messageId)
  if (first?.status !== 'queued') return
  for (const part of await partsOf(flow, first)) {
    const files = part.files?.map((file) => asItIsNow(file, found))
    const because = files && (await problemOf(flow, part, files))
    if (because !== undefined) return withhold(flow, messageId, because)
    if (files) await flow.tx.messages.save({ ...part, files })
  }
}

function asItIsNow(file: ChatFile, found: readonly WrittenFile[]): WrittenFile {
  const { id, isLinked, name, url } = file
  if (url !== undefined) return file
  const { bytes, contentType, problem, ...now } = found.find((file) => file.id === id) ?? unreadable(id, name)
  // Its name is part of a link that stands in the text already.
  const called = isLinked ? name : now.name
  return { id, name: called, contentType, bytes, ...(problem && { problem }), ...(isLinked && { isLinked }) }
}

function unreadable(id: string, name: string): WrittenFile {
  return { id, name, contentType: '', bytes: 0, problem: 'unreadable' }
}

/** It may be something else than it was taken for. */
async function problemOf(
  flow: Flow,
  { conversationId }: Message,
  files: readonly WrittenFile[],
): Promise<string | undefined> {
  const found = await findConversation(flow, conversationId)
  if (!found?.line) return undefined
  const along = files.filter(({ isLinked, problem }) => !isLinked || problem)
  const planned = planFiles(flow, { ...found.line, bigFiles: 'refuse' }, along)
  if (planned.type === 'refused') return planned.because
  return planned.plan.groups.length > 1 ? 'its files are too large for one text. Send them one by one.' : undefined
}

async function withhold(flow: Flow, messageId: string, because: string): Promise<void> {
  const message = await flow.tx.messages.find(messageId)
  if (message?.status !== 'queued') return
  for (const part of await partsOf(flow, message)) await moveStatus(flow, part, { status: 'canceled' })
  await reopenNotification(flow, message)
  const { conversationId } = message
  const text = `Not sent: ${because}`
  await flow.enqueue(chatLane(conversationId), { type: 'post-notice', conversationId, text })
}
