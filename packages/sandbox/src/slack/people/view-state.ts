import type { Context } from '../context.js'
import type { Json } from '../state/types.js'
import type { ViewState } from '../state/view-wire.js'
import type { SlackView } from '../state/views.js'
import { blocksOf, placedElements, type Placed } from './elements.js'
import { filesState } from './uploading.js'
import { fieldState, isFilled, type FieldInput } from './field-state.js'

/** What somebody fills in: by block id, or by action id. */
export type ViewInput = Readonly<Record<string, FieldInput>>

/** A view somebody has open: the one with this id, or the modal on top. Throws when there is none. */
export function openView(context: Context, userId: string, viewId?: string): SlackView {
  const home = context.views.home(userId)
  const views = [...(home ? [home] : []), ...context.views.stack(userId)]
  const view = viewId === undefined ? context.views.stack(userId).at(-1) : views.find(({ id }) => id === viewId)
  if (!view)
    throw new Error(viewId === undefined ? `${userId} has no modal open.` : `${userId} has no view ${viewId} open.`)
  return view
}

/**
 * The state of all fields of a view, with what somebody filled in now or before. Throws for a field or an option that is
 * not there.
 *
 * https://docs.slack.dev/surfaces/modals#updating_views
 */
export function valuesOf(context: Context, view: SlackView, input: ViewInput): ViewState {
  const fields = placedElements(blocksOf(view.definition))
  for (const name of Object.keys(input)) {
    const isKnown = fields.some(({ blockId, actionId }) => blockId === name || actionId === name)
    if (!isKnown) throw new Error(`View ${view.id} has no field ${name}.`)
  }
  const values: Record<string, Record<string, Json>> = {}
  for (const { element, blockId, actionId } of fields) {
    const offered = context.views.offered(view.id, blockId)
    const given = input[blockId] ?? input[actionId]
    const before = given === undefined ? context.views.typed(view.id, blockId, actionId) : undefined
    const state =
      before ??
      (element['type'] === 'file_input'
        ? filesState(context, element, given, view.userId)
        : fieldState(element, given, offered))
    if (state && given !== undefined) context.views.type(view.id, blockId, actionId, state)
    if (state) values[blockId] = { ...values[blockId], [actionId]: state }
  }
  return values
}

/** What the client itself finds wrong before it sends anything: by block id. */
export function clientErrors(view: SlackView, values: ViewState): Readonly<Record<string, string>> {
  const inputs = placedElements(blocksOf(view.definition)).filter(({ block }) => block['type'] === 'input')
  return Object.fromEntries(
    inputs.flatMap((placed) => {
      const error = errorOf(placed, values[placed.blockId]?.[placed.actionId])
      return error === undefined ? [] : [[placed.blockId, error]]
    }),
  )
}

function errorOf({ element, block }: Placed, state: Json | undefined): string | undefined {
  if (!state || !isFilled(state)) return block['optional'] === true ? undefined : 'Please complete this required field.'
  const { max_selected_items: mostItems } = element
  const chosen = Object.values(state).find((held) => Array.isArray(held))
  if (typeof mostItems === 'number' && chosen && chosen.length > mostItems) return `Choose at most ${mostItems}.`
  const text = state['value']
  if (typeof text !== 'string') return undefined
  const { min_length: least, max_length: most } = element
  if (typeof least === 'number' && text.length < least) return `Enter at least ${least} characters.`
  if (element['type'] === 'number_input') return numberErrorOf(element, text)
  if (text.length > (typeof most === 'number' ? most : 3000)) return 'That is too long.'
  return undefined
}

function numberErrorOf(element: Json, text: string): string | undefined {
  const form = element['is_decimal_allowed'] === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/
  if (!form.test(text)) return 'Enter a number.'
  const { max_value: most, min_value: least } = element
  if (typeof least === 'string' && Number(text) < Number(least)) return `Enter ${least} or more.`
  if (typeof most === 'string' && Number(text) > Number(most)) return `Enter ${most} or less.`
  return undefined
}
