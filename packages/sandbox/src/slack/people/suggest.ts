import { isObject, tryJson } from '../api/arguments.js'
import { suggestions } from '../blocks/composition.js'
import type { Context } from '../context.js'
import type { Json } from '../state/types.js'
import { viewOnWire } from '../state/view-wire.js'
import { blocksOf, placedElements } from './elements.js'
import { payloadFor } from './payload.js'
import { openView, valuesOf } from './view-state.js'

/** Somebody types in a field that asks the app for options. */
export interface Suggest {
  readonly as: string
  /** @defaultValue the modal on top */
  readonly viewId?: string
  /** Block id or action id of the field. */
  readonly blockId: string
  readonly query: string
}

/** An option that is offered. */
export interface Offer {
  readonly label: string
  readonly value: string
  readonly group?: string
}

/** How much one has to type when the field does not say. */
const usualMinimum = 3

/** What the app offers for what somebody types. Throws when the app does not answer in time, or not with options. */
export async function suggest(context: Context, typing: Suggest): Promise<readonly Offer[]> {
  const view = openView(context, typing.as, typing.viewId)
  const field = placedElements(blocksOf(view.definition)).find(
    ({ element, blockId, actionId }) =>
      (blockId === typing.blockId || actionId === typing.blockId) &&
      String(element['type']).endsWith('external_select'),
  )
  if (!field) throw new Error(`View ${view.id} has no field ${typing.blockId} that asks for options.`)
  const minimum = field.element['min_query_length'] ?? usualMinimum
  if (typing.query.length < Number(minimum)) return []
  const answer = await context.delivery.interaction({
    ...payloadFor(context, 'block_suggestion', typing.as),
    container: { type: 'view', view_id: view.id },
    view: viewOnWire(view, context.identity, valuesOf(context, view, {})),
    action_id: field.actionId,
    block_id: field.blockId,
    value: typing.query,
  })
  if (answer.type === 'failed') throw new Error(`The app did not suggest anything: ${answer.reason}.`)
  const offers = offersIn(answer.body)
  context.views.offer(
    view.id,
    field.blockId,
    offers.map(({ option }) => option),
  )
  return offers.map(({ offer }) => offer)
}

function offersIn(body: string): readonly { readonly offer: Offer; readonly option: Json }[] {
  const answer = tryJson(body)
  const problems = suggestions(answer, '')
  if (!isObject(answer) || problems.length > 0) {
    const why = problems.map(({ at, message }) => `${message} at ${at}`).join('; ')
    throw new Error(`The app's suggestions are not what Slack takes: ${why}.`)
  }
  const groups = Array.isArray(answer['option_groups']) ? (answer['option_groups'] as Json[]) : [answer]
  return groups.flatMap((group) =>
    (group['options'] as readonly Json[]).map((option) => ({ option, offer: offerOf(option, group['label']) })),
  )
}

function offerOf(option: Json, label: unknown): Offer {
  const group = textIn(label)
  const offer = { label: textIn(option['text']), value: String(option['value']) }
  return group === '' ? offer : { ...offer, group }
}

function textIn(text: unknown): string {
  return isObject(text) ? String(text['text']) : ''
}
