import { mayDo, neededFor, whyNot } from '../domain/may-do.js'
import type { ChatAnswer, ChatFormEvent, Member } from '../ports/chat-adapter.js'
import { inTransaction, type FlowDeps } from './flow.js'
import { forms } from './forms/index.js'

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

/** Says why a form is not taken, at whatever field it has first. */
export function refuseForm({ values }: ChatFormEvent, sentence: string): ChatAnswer {
  const [field = 'form'] = Object.keys(values)
  return { type: 'form-errors', errors: { [field]: sentence } }
}
