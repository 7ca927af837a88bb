import type { ChatFile, Message } from '../../domain/message.js'
import { nameOf } from '../forms/contact.js'
import { sendTextForm } from '../forms/send-text-form.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import { queueText } from '../queue-text.js'
import type { Action, Click } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** Sends a text that did not arrive once more, as a new one of whoever clicks; only once. */
export const retry: Action = { type: 'changes', run: (flow, click) => sendAgain(flow, click, (files) => files) }

/** Sends it with links to its files in their place. */
export const sendAsLink: Action = {
  type: 'changes',
  run: (flow, click) => sendAgain(flow, click, (files) => files.map((file) => ({ ...file, isLinked: true }))),
}

async function sendAgain(
  flow: Flow,
  { event, memberId }: Click,
  prepare: (files: readonly ChatFile[]) => readonly ChatFile[],
): Promise<void> {
  const message = await flow.tx.messages.find(event.subject)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found) return
  if (!hasFailed(message) || message.resolution) return removePost(flow, message.conversationId, event)
  const author = { type: 'member', id: memberId } as const
  const files = prepare(message.files ?? [])
  const result = await queueText(flow, { ...found, author, text: withoutLinks(flow, message), files })
  if (result.type === 'refused') return say(flow, message.conversationId, result.sentence)
  await flow.tx.messages.save({ ...message, resolution: 'resent' })
  await removePost(flow, message.conversationId, event)
}

/** Links to the files of a text that failed lead nowhere: the next one has links of its own. */
function withoutLinks({ mediaUrl }: Flow, { files = [], text }: Message): string {
  if (!files.some(({ isLinked }) => isLinked)) return text
  const lines = text.split('\n').filter((line) => !line.startsWith(`${mediaUrl}/`))
  return lines.join('\n')
}

/** What was kept inside, or taken back, is no text that failed. */
const hasFailed = ({ direction, status }: Message): boolean =>
  direction === 'outbound' && (status === 'failed' || status === 'undelivered')

/** Opens the form that texts somebody, with the words of a text that did not arrive. */
export const reword: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const message = await flow.tx.messages.peek(event.subject)
    const found = message && (await findConversation(flow, message.conversationId))
    if (!message || !found || !hasFailed(message)) return undefined
    const notes = message.files?.length ? ['Its files do not go along.'] : []
    const draft = {
      to: nameOf(found.contact),
      text: withoutLinks(flow, message),
      lineId: found.conversation.lineId,
      notes,
    }
    return { form: await sendTextForm(flow, draft), placement: 'new' }
  },
}
