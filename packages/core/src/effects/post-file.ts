import type { EffectTarget, OutboxEntry } from '../domain/effect.js'
import { isPlaceGone, type Failure } from '../domain/failure.js'
import { inboundFileName, isLayout, kindOf, problemOfInboundFile } from '../domain/inbound-file.js'
import { chatLane, fileLane } from '../domain/lane.js'
import type { Message } from '../domain/message.js'
import { targetOf } from '../domain/place.js'
import type { ContactView } from '../domain/view.js'
import { leaveChannel, whyGone } from '../flows/channels/leave-channel.js'
import type { Flow } from '../flows/flow.js'
import { findConversation, type FoundConversation } from '../flows/open-conversation.js'
import type { ChatFiles } from '../ports/chat-files.js'
import type { MediaFile } from '../ports/sms-provider.js'
import { sourceOfFile, sourceOfMedia, type FileSource } from './file-source.js'
import { stepLimit } from './permit.js'
import {
  rootNotRecorded,
  thenRecord,
  type AfterRefusal,
  type Outside,
  type Prepare,
  type Step,
  type StepOutcome,
} from './step.js'
import { viewContact } from './views.js'

/** After a day nobody waits for a picture any more, and hardly any provider has it still. */
const giveUpAfterMs = 24 * 60 * 60_000
/** What we have sent ourselves is named in its text already, and is a surprise when it comes much later. */
const giveUpOursAfterMs = 60 * 60_000

/** Whether a text is nothing but files that chat can show, so that it needs no message beside them. */
export function standsAsFiles({ direction, media, text }: Message, { chat }: Outside): boolean {
  return direction === 'inbound' && chat.files !== undefined && text.trim() === '' && media.length > 0
}

/** Has the files of a text brought in, once its words stand in chat: those are never held up by a picture. */
export async function enqueueFiles(flow: Flow, message: Message): Promise<void> {
  const { conversationId, direction, files = [], id: messageId, media } = message
  const lane = fileLane(conversationId)
  if (direction === 'outbound') {
    for (const [index, { isLinked }] of files.entries())
      if (!isLinked) await flow.enqueue(lane, { type: 'post-file', messageId, index, isOurs: true })
    return
  }
  for (const [index, { contentType }] of media.entries()) {
    if (isLayout(contentType)) continue
    await flow.enqueue(lane, { type: 'post-file', messageId, index })
  }
}

/**
 * Fetches a file and shares it, in one go: nothing of it is kept here. Slack tells of a shared file neither where it stands nor
 * carries metadata, so one of unknown outcome is looked for by its name.
 */
export const preparePostFile: Prepare<'post-file'> = async (flow, { index, isOurs, messageId }, outside, entry) => {
  const message = await flow.tx.messages.find(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  const { files } = outside.chat
  if (!message || !found || !files) return undefined
  const source = isOurs ? sourceOfFile(flow, message, index, files) : sourceOfMedia(message, index, outside)
  if (!source) return undefined
  const { place } = found.conversation
  const target = targetOf(place)
  const giveUpAt = new Date(entry.createdAt.getTime() + (isOurs ? giveUpOursAfterMs : giveUpAfterMs))
  const contact = isOurs ? undefined : viewContact(found.contact)
  const refused = (recording: Flow, failure: Failure) => recordRefused(recording, found, { isOurs, ...source }, failure)
  if (place.type === 'thread' && !place.root) {
    return { call: async () => rootNotRecorded, whenUnknown: 'repeat', giveUpAt, refused }
  }
  return {
    limit: stepLimit(`post:${target.channel}`, outside.chat.limits?.post),
    call: () => bring(flow, { contact, entry, files, source, target }, outside),
    ...lookedFor(flow, files, entry, target),
    giveUpAt,
    isFinal: (failure) => failure.category === 'missing-scope' || (place.type === 'direct' && isPlaceGone(failure)),
    refused,
  }
}

interface FileToBring {
  readonly contact: ContactView | undefined
  readonly entry: OutboxEntry
  readonly files: ChatFiles
  readonly source: FileSource
  readonly target: EffectTarget
}

function lookedFor(
  { workspaceId }: Flow,
  files: ChatFiles,
  entry: OutboxEntry,
  target: EffectTarget,
): Pick<Step, 'whenUnknown' | 'readBack' | 'target'> {
  const begun = { reference: entry.id, target: entry.target ?? target }
  return {
    whenUnknown: 'read-back',
    readBack: (startedAt) => thenRecord(files.find(workspaceId, begun, startedAt), async () => {}),
    target: entry.state === 'pending' ? target : begun.target,
  }
}

async function bring({ now, workspaceId }: Flow, toBring: FileToBring, outside: Outside): Promise<StepOutcome> {
  const { contact, entry, files, source, target } = toBring
  const fetched = await source.fetch()
  // Nothing has happened in chat yet, so whatever became of the fetching it may be done again.
  if (fetched.type === 'unknown') return { ...fetched, type: 'refused', retryable: true }
  if (fetched.type === 'refused') return fetched
  const { name, problem } = inspect(fetched.value, source)
  if (problem) return notTaken(`it ${problem}`)
  const file = { reference: entry.id, target, name, content: fetched.value.content, ...(contact && { contact }) }
  const until = new Date(now.getTime() + outside.callTimeoutMs / 2)
  return thenRecord(files.share(workspaceId, file, until), async () => {})
}

/** What the server says it is; where that says nothing, what the webhook said. */
function inspect({ content, contentType: served, fileName }: MediaFile, { contentType: told }: FileSource) {
  const contentType = served === 'application/octet-stream' ? told : served
  const name = inboundFileName(contentType, fileName)
  return { name, problem: problemOfInboundFile(contentType, content) }
}

const notTaken = (why: string): StepOutcome => ({
  type: 'refused',
  retryable: false,
  failure: { category: 'media', detail: `${why[0]?.toUpperCase()}${why.slice(1)}.` },
})

/**
 * What cannot be had is said in one sentence. What an admin can mend is kept, so that it can be tried again. Of what we have
 * sent ourselves nothing is missing: the words of its text name it.
 */
async function recordRefused(
  flow: Flow,
  { conversation: { id } }: FoundConversation,
  { contentType, isOurs }: { readonly contentType: string; readonly isOurs?: true | undefined },
  failure: Failure,
): Promise<AfterRefusal> {
  const conversation = await flow.tx.conversations.find(id)
  if (!conversation) return 'drop'
  if (conversation.place.type === 'direct' && isPlaceGone(failure)) {
    await leaveChannel(flow, conversation, whyGone(failure))
    return 'again'
  }
  if (isOurs) return 'drop'
  const why = failure.detail ?? `It was refused (${failure.code ?? failure.category}).`
  const text = `A ${kindOf(contentType)} that came with a text cannot be shown here. ${why}`
  await flow.enqueue(chatLane(id), { type: 'post-notice', conversationId: id, text })
  return failure.category === 'media' ? 'drop' : 'dead'
}
