import { isObject, tryJson } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import { acceptView } from '../blocks/validate.js'
import type { Context } from '../context.js'
import type { Json } from '../state/types.js'
import { viewOnWire } from '../state/view-wire.js'
import { deepestStack, type SlackView } from '../state/views.js'
import { blocksOf, placedElements } from './elements.js'
import { payloadFor } from './payload.js'
import { clientErrors, openView, valuesOf, type ViewInput } from './view-state.js'

/** Somebody submits a modal. */
export interface Submit {
  readonly as: string
  /** @defaultValue the modal on top */
  readonly viewId?: string
  readonly values: ViewInput
}

/** What they see then. */
export type Submitted =
  | { readonly type: 'closed' }
  /** By block id. The client's own, or the app's. */
  | { readonly type: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly type: 'updated' | 'pushed'; readonly viewId: string }
  /** "We had some trouble connecting. Try again?" The modal stays open. */
  | { readonly type: 'failed'; readonly reason: string }

/** Somebody submits a modal: the client checks its fields, then the app has its say. */
export async function submit(context: Context, what: Submit): Promise<Submitted> {
  const view = openView(context, what.as, what.viewId)
  if (view.type !== 'modal') throw new Error('Only a modal can be submitted.')
  const values = valuesOf(context, view, what.values)
  const errors = clientErrors(view, values)
  if (Object.keys(errors).length > 0) return { type: 'errors', errors }
  const answer = await context.delivery.interaction({
    ...payloadFor(context, 'view_submission', what.as),
    trigger_id: context.triggers.give(what.as),
    view: viewOnWire(view, context.identity, values),
    response_urls: [],
  })
  return answer.type === 'failed' ? answer : react(context, view, answer.body)
}

/** Somebody closes a modal. */
export interface Closing extends Pick<Submit, 'as' | 'viewId'> {
  /** With the cross, which closes all that are open; else with its "Cancel". @defaultValue false */
  readonly all?: boolean
}

/** Somebody closes a modal. The app hears of it only if it asked to. */
export function closeView(context: Context, what: Closing): void {
  const view = openView(context, what.as, what.viewId)
  const isCleared = what.all === true || view.definition['clear_on_close'] === true
  if (isCleared) context.views.clear(what.as)
  else context.views.close(view)
  if (view.definition['notify_on_close'] !== true) return
  void context.delivery.interaction({
    ...payloadFor(context, 'view_closed', what.as),
    view: viewOnWire(view, context.identity, valuesOf(context, view, {})),
    is_cleared: isCleared,
  })
}

/** Does what the answer says. Anything Slack would not understand is a failure. */
function react(context: Context, view: SlackView, body: string): Submitted {
  const answer = body.trim() === '' ? {} : tryJson(body)
  if (!isObject(answer)) return failed('the answer is not JSON')
  if (Object.keys(answer).length === 0) return close(context, view)
  switch (answer['response_action']) {
    case 'clear':
      context.views.clear(view.userId)
      return { type: 'closed' }
    case 'errors':
      return errorsOf(view, answer['errors'])
    case 'update':
    case 'push':
      return show(context, view, answer['response_action'], answer['view'])
    default:
      return failed('the answer has no response_action Slack knows')
  }
}

function close(context: Context, view: SlackView): Submitted {
  context.views.close(view)
  return { type: 'closed' }
}

function errorsOf(view: SlackView, errors: unknown): Submitted {
  if (!isObject(errors) || Object.keys(errors).length === 0) return failed('errors must name at least one block')
  const inputs = placedElements(blocksOf(view.definition)).filter(({ block }) => block['type'] === 'input')
  const stray = Object.keys(errors).find((name) => !inputs.some(({ blockId }) => blockId === name))
  if (stray !== undefined) return failed(`the view has no input block ${stray}`)
  const messages = Object.entries(errors).map(([name, message]) => [name, String(message)])
  return { type: 'errors', errors: Object.fromEntries(messages) as Record<string, string> }
}

function show(context: Context, view: SlackView, action: 'update' | 'push', value: unknown): Submitted {
  try {
    const definition: Json = acceptView(value, 'modal', context.ids)
    if (action === 'update') return { type: 'updated', viewId: context.views.update(view, definition).id }
    if (context.views.stack(view.userId).length >= deepestStack) return failed('push_limit_reached')
    return { type: 'pushed', viewId: context.views.push(view.userId, definition).id }
  } catch (error) {
    if (error instanceof SlackFailure) return failed(`${error.code} ${JSON.stringify(error.details)}`)
    throw error
  }
}

function failed(reason: string): Submitted {
  return { type: 'failed', reason }
}
