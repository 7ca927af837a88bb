import { readMediaClaim, type MediaClaim } from '../../domain/media-token.js'
import type { ChatFile, Message, MessageStatus } from '../../domain/message.js'
import { outboundFileName } from '../../domain/outbound-file.js'
import { inTransaction, type Flow, type FlowDeps } from '../flow.js'
import { mediaKey } from './media-key.js'

/** What was asked for: the last two parts of a file's address. */
export interface FileRequest {
  readonly token: string
  readonly name: string
}

export interface FileToServe {
  readonly messageId: string
  readonly file: ChatFile
}

/**
 * The file that an address stands for, as long as it may be had: its text has begun to leave in the name of somebody who may
 * send it, still holds the file, and the contact may be texted. `undefined` for everything else, whatever the reason.
 */
export async function fileToServe(
  deps: FlowDeps,
  workspaceId: string,
  { name, token }: FileRequest,
): Promise<FileToServe | undefined> {
  return inTransaction(deps, workspaceId, async (flow) => {
    const claim = readMediaClaim(await mediaKey(flow), workspaceId, token)
    if (!claim || claim.expiresAt <= flow.now) return undefined
    const message = await flow.tx.messages.peek(claim.messageId)
    const file = message && fileIn(message, claim)
    if (!message || !file || !isCalled(file, name)) return undefined
    if (!(await mayBeTexted(flow, message, claim))) return undefined
    return { messageId: message.id, file }
  })
}

/** A link that was put into a text before it was known what the file is has the name of a file of no kind. */
function isCalled(file: ChatFile, name: string): boolean {
  return [file, { ...file, contentType: '' }].some((one) => outboundFileName(one) === name)
}

function fileIn({ files = [], ...message }: Message, { fileId, purpose }: MediaClaim): ChatFile | undefined {
  if (message.direction !== 'outbound' || !message.startedAt || message.authorCheck !== 'passed') return undefined
  if (!served[purpose].includes(message.status)) return undefined
  return files.find(({ id, isLinked = false }) => id === fileId && isLinked === (purpose === 'link'))
}

const onItsWay = ['queued', 'sending', 'sent', 'unknown'] as const

/** Once a text has arrived, nobody has to fetch what went along; a link in it is opened only then. */
const served: Readonly<Record<MediaClaim['purpose'], readonly MessageStatus[]>> = {
  send: onItsWay,
  link: [...onItsWay, 'delivered'],
}

/** Somebody who has opted out since gets nothing more; what they open themselves is theirs to open. */
async function mayBeTexted({ tx }: Flow, { conversationId }: Message, { purpose }: MediaClaim): Promise<boolean> {
  const [conversation] = await tx.conversations.peekAll([conversationId])
  const [contact] = conversation ? await tx.contacts.peekAll([conversation.contactId]) : []
  if (!contact || contact.blockedAt || contact.erasedAt) return false
  return purpose === 'link' || contact.consent === 'open'
}
