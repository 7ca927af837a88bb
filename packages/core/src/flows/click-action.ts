import { mayDo, neededFor, whyNot } from '../domain/may-do.js'
import type { ChatActionEvent, FormPlace, Member } from '../ports/chat-adapter.js'
import type { FormView } from '../domain/form.js'
import type { FormReply } from './actions/action.js'
import { actions } from './actions/index.js'
import { inTransaction, isDuplicate, type Flow, type FlowDeps } from './flow.js'
import { redrawHome } from './home/show-home.js'
import { refuseClick } from './refuse-actor.js'

/** A form to open, at once: what opens it lives for seconds. */
export interface FormToOpen {
  readonly place: FormPlace
  readonly form: FormView
}

/** A button was clicked. */
export async function clickAction(
  deps: FlowDeps,
  event: ChatActionEvent,
  member: Member,
): Promise<FormToOpen | undefined> {
  const reply = await inTransaction(deps, event.workspaceId, (flow) => {
    const permission = neededFor(event.action)
    if (mayDo(member, permission, flow.settings)) return act(flow, event, member)
    return refuseClick(flow, event, whyNot(member, permission))
  })
  return reply && toOpen(event, reply)
}

async function act(flow: Flow, event: ChatActionEvent, { id: memberId, name }: Member): Promise<FormReply | undefined> {
  const action = actions[event.action]
  if (!action) return undefined
  if (action.type === 'changes' && (await isDuplicate(flow, event.identities, event.action))) return undefined
  const reply = await action.run(flow, { event, memberId, memberName: name })
  if (action.type === 'changes' && isOnHomePage(event)) await redrawHome(flow, memberId)
  return reply ?? undefined
}

const isOnHomePage = ({ formId, post }: ChatActionEvent): boolean => formId === undefined && post === undefined

/** In the place of a form that is no longer open nothing can appear, so it opens by itself. */
function toOpen({ formId, trigger }: ChatActionEvent, { form, placement }: FormReply): FormToOpen | undefined {
  if (placement === 'instead' && formId !== undefined) return { form, place: { type: 'instead', formId } }
  if (trigger === undefined) return undefined
  return { form, place: { type: placement === 'on-top' && formId !== undefined ? 'on-top' : 'new', trigger } }
}
