import { isShown, type Message } from '../../domain/message.js'
import { decideUnsure, type Decision } from '../broadcasts/decide-unsure.js'
import { decideUnsureText } from '../decide-text.js'
import type { Flow } from '../flow.js'
import { broadcastUnsureForm, mostUnsure } from '../forms/broadcast-unsure.js'
import type { Action, Click, FormReply } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** Sends an unsure text again, as a new one, because a person decided so; only once, and only while it is unsure. */
export const resend: Action = { type: 'changes', run: (flow, click) => decide(flow, click, 'resent') }

/** Leaves an unsure text as it is. */
export const leave: Action = { type: 'changes', run: (flow, click) => decide(flow, click, 'left') }

/** The question goes, whoever has answered it; only what stands against sending again is said. */
async function decide(flow: Flow, click: Click, decision: Decision): Promise<FormReply | undefined> {
  const { event, memberId } = click
  if (await isDecidedInList(flow, event)) return decideInList(flow, click, decision)
  const message = await flow.tx.messages.find(event.subject)
  if (!message) return undefined
  const result = await decideUnsureText(flow, message, decision, { type: 'member', id: memberId })
  if (result.type === 'refused') await say(flow, message.conversationId, result.sentence)
  else if (!isRemoved(message, event)) await removePost(flow, message.conversationId, event)
  return undefined
}

/** The question that stands on record goes by the decision itself. */
const isRemoved = ({ question, resolution }: Message, { post }: Click['event']): boolean =>
  resolution === undefined && question !== undefined && question.messageId === post?.messageId

/** Leaves all that are shown of a broadcast. */
export const leaveUnsure: Action = {
  type: 'changes',
  async run(flow, { event: { subject }, memberId }) {
    const unsure = await flow.tx.recipients.unsure(subject, mostUnsure)
    for (const { id } of unsure) await decideUnsure(flow, id, 'left', { type: 'member', id: memberId })
    return { form: await broadcastUnsureForm(flow, subject), placement: 'instead' }
  },
}

/** Opens the list of those of a broadcast. */
export const openUnsure: Action = {
  type: 'opens',
  run: async (flow, { event }) => ({ form: await broadcastUnsureForm(flow, event.subject), placement: 'new' }),
}

/** A text of a broadcast has no question of its own in chat unless it is shown there: it is in the list of its broadcast. */
async function isDecidedInList(flow: Flow, { formId, subject }: Click['event']): Promise<boolean> {
  const message = await flow.tx.messages.peek(subject)
  return message?.broadcastId !== undefined && (formId !== undefined || !isShown(message))
}

async function decideInList(
  flow: Flow,
  { event, memberId }: Click,
  decision: Decision,
): Promise<FormReply | undefined> {
  const result = await decideUnsure(flow, event.subject, decision, { type: 'member', id: memberId })
  if (result.broadcastId === undefined) return undefined
  const news = result.type === 'refused' ? result.sentence : undefined
  return { form: await broadcastUnsureForm(flow, result.broadcastId, news), placement: 'instead' }
}
