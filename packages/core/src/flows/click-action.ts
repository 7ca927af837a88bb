import type { ChatActionEvent, FormPlace } from '../ports/chat-adapter.js'
import type { FormView } from '../domain/form.js'
import type { Click, FormReply } from './actions/action.js'
import { actions } from './actions/index.js'
import { inTransaction, isDuplicate, type FlowDeps } from './flow.js'

/** A form to open, at once: what opens it lives for seconds. */
export interface FormToOpen {
  readonly place: FormPlace
  readonly form: FormView
}

/** A button was clicked. */
export async function clickAction(deps: FlowDeps, event: ChatActionEvent): Promise<FormToOpen | undefined> {
  const action = actions[event.action]
  if (!action || event.author.type !== 'member') return undefined
  const click: Click = { event, memberId: event.author.id }
  const reply = await inTransaction(deps, event.workspaceId, async (flow) => {
    if (action.type === 'changes' && (await isDuplicate(flow, event.identities, event.action))) return undefined
    return (await action.run(flow, click)) ?? undefined
  })
  return reply && toOpen(event, reply)
}

/** In the place of a form that is no longer open nothing can appear, so it opens by itself. */
function toOpen({ formId, trigger }: ChatActionEvent, { form, placement }: FormReply): FormToOpen | undefined {
  if (placement === 'instead' && formId !== undefined) return { form, place: { type: 'instead', formId } }
  if (trigger === undefined) return undefined
  return { form, place: { type: placement === 'on-top' && formId !== undefined ? 'on-top' : 'new', trigger } }
}
