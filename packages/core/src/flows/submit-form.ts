import { mayDo, neededFor, whyNot } from '../domain/may-do.js'
import type { ChatAnswer, ChatFormEvent, Member } from '../ports/chat-adapter.js'
import { inTransaction, type FlowDeps } from './flow.js'
import { forms } from './forms/index.js'
import { noticeForm } from './forms/notice.js'

/** A form was submitted. */
export async function submitForm(
  deps: FlowDeps,
  event: ChatFormEvent,
  member: Member,
): Promise<ChatAnswer | undefined> {
  return inTransaction(deps, event.workspaceId, async (flow) => {
    const permission = neededFor(event.form)
    if (mayDo(member, permission, flow.settings)) return forms[event.form](flow, event, member.id, member.name)
    return refuseForm(event, whyNot(member, permission))
  })
}

/** Says why a form is not taken, at whatever field it has first; in its place when it has none that is filled in. */
export function refuseForm({ values }: ChatFormEvent, sentence: string): ChatAnswer {
  const [field] = Object.keys(values)
  if (field === undefined) return { type: 'form', form: noticeForm(sentence), placement: 'on-top' }
  return { type: 'form-errors', errors: { [field]: sentence } }
}
