import { cleanText } from '../../domain/clean-text.js'
import { isNote } from '../../domain/decide-delivery.js'
import { channelLane } from '../../domain/lane.js'
import { mayDo, whyNot } from '../../domain/may-do.js'
import type { ChatShortcutEvent, ChosenMessage, Member } from '../../ports/chat-adapter.js'
import type { FormToOpen } from '../click-action.js'
import { inTransaction, isDuplicate, type FlowDeps } from '../flow.js'
import { noticeForm } from '../forms/notice.js'
import { notKnownYet } from '../refuse-actor.js'
import { longestTyped, sendTextForm, type Draft } from '../forms/send-text-form.js'

/**
 * Somebody chose the app in a menu: the form that texts somebody opens, with the words of the message where it was the
 * menu of one. Whom to text is never chosen beforehand, not even in a contact's own thread: whatever stands there and did
 * not go to them was kept from them.
 */
export async function openByShortcut(deps: FlowDeps, event: ChatShortcutEvent, member: Member): Promise<FormToOpen> {
  const form = await inTransaction(deps, event.workspaceId, async (flow) =>
    mayDo(member, 'send', flow.settings)
      ? sendTextForm(flow, event.message ? draftOf(event.message) : {})
      : noticeForm(whyNot(member, 'send')),
  )
  return { form, place: { type: 'new', trigger: event.trigger } }
}

/** The platform could not say in time who it was; the next time it can. */
export async function askForShortcutAgain(deps: FlowDeps, event: ChatShortcutEvent): Promise<void> {
  const { author, identities, message, workspaceId } = event
  if (author.type === 'app' || !message) return
  const { channelId: channel } = message.post
  await inTransaction(deps, workspaceId, async (flow) => {
    if (await isDuplicate(flow, identities, 'shortcut')) return
    await flow.enqueue(channelLane(channel), { type: 'whisper', channel, memberId: author.id, text: notKnownYet })
  })
}

function draftOf({ hasFiles, text }: ChosenMessage): Draft {
  const isCut = text.length > longestTyped
  const notes = [
    ...(isNote(text) ? ['This is a note of the team. Whoever you choose will read it.'] : []),
    ...(isCut ? [`Only the beginning of the message fits in here: it has ${text.length} characters.`] : []),
    ...(hasFiles ? ['The files of the message do not come along.'] : []),
  ]
  return { text: cleanText(text), notes }
}
