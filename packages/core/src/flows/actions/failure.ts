import { hasFailed } from '../../domain/failure-steps.js'
import { nameOf } from '../forms/contact.js'
import { inboxForm } from '../forms/inbox.js'
import { sendTextForm, type Draft } from '../forms/send-text-form.js'
import type { Flow } from '../flow.js'
import { findConversation, type FoundConversation } from '../open-conversation.js'
import { sendAgain, withoutLinks } from '../send-again.js'
import type { Action, Click, FormReply } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** Sends a text that did not arrive once more, in the name of whoever clicks. */
export const retry: Action = { type: 'changes', run: (flow, click) => again(flow, click, false) }

/** Sends it with links to its files in their place. */
export const sendAsLink: Action = { type: 'changes', run: (flow, click) => again(flow, click, true) }

/** What became of it is seen in the conversation, and in the inbox where it was clicked there. */
async function again(flow: Flow, { event, memberId }: Click, withLinks: boolean): Promise<FormReply | undefined> {
  const message = await flow.tx.messages.find(event.subject)
  if (!message) return undefined
  const result = await sendAgain(flow, message.id, { type: 'member', id: memberId }, withLinks)
  if (result.type === 'refused') await say(flow, message.conversationId, result.sentence)
  else await removePost(flow, message.conversationId, event)
  return event.formId === undefined ? undefined : { form: await inboxForm(flow, memberId), placement: 'instead' }
}

/** Opens the form that texts somebody, with the words and the files of a text that did not arrive. */
export const reword: Action = {
  type: 'opens',
  run: async (flow, { event }) => draftAgain(flow, event.subject, ({ contact }) => ({ to: nameOf(contact) })),
}

/** The same for the right number, which is typed: what was texted stays with the number that it was sent to. */
export const otherNumber: Action = {
  type: 'opens',
  run: async (flow, { event }) => draftAgain(flow, event.subject, () => ({ notes: [typeTheRightOne] })),
}

const typeTheRightOne =
  'Type the right number in To. It gets a conversation of its own; this one stays with the number it was sent to.'

async function draftAgain(
  flow: Flow,
  messageId: string,
  begin: (found: FoundConversation) => Draft,
): Promise<FormReply | undefined> {
  const message = await flow.tx.messages.peek(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  if (!message || !found || !hasFailed(message)) return undefined
  const { files = [] } = message
  // A form can only keep what is at the chat platform.
  const kept = files.filter(({ url }) => url === undefined)
  const { notes = [], ...begun } = begin(found)
  const draft = {
    ...begun,
    text: withoutLinks(flow, message),
    lineId: found.conversation.lineId,
    files: kept,
    notes: [...notes, ...(kept.length < files.length ? [leftBehind] : [])],
  }
  return { form: await sendTextForm(flow, draft), placement: 'on-top' }
}

const leftBehind = 'Files that have an address of their own do not go along.'
