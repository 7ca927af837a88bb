import type { ChatOutcome, FormPlace, FormView } from '@threadline/core'
import { renderForm } from '../blocks/index.js'
import type { Permalink } from '../blocks/index.js'
import type { WebApi } from './web-api.js'

/**
 * Opens a form as a modal, by the trigger of a click that is at most 3 seconds old, or redraws an open one.
 *
 * @see https://docs.slack.dev/reference/methods/views.open
 * @see https://docs.slack.dev/reference/methods/views.push
 * @see https://docs.slack.dev/reference/methods/views.update
 */
export async function openForm(
  call: WebApi,
  workspaceId: string,
  place: FormPlace,
  form: FormView,
  permalink: Permalink,
): Promise<ChatOutcome<undefined>> {
  const view = renderForm(form, permalink)
  const outcome = await call({ workspaceId, ...callOf(place), args: { view, ...argumentsOf(place) } })
  return outcome.type === 'done' ? { type: 'done', value: undefined } : outcome
}

function callOf({ type }: FormPlace): { readonly method: 'views.open' | 'views.push' | 'views.update' } {
  switch (type) {
    case 'new':
      return { method: 'views.open' }
    case 'on-top':
      return { method: 'views.push' }
    case 'instead':
      return { method: 'views.update' }
    default:
      return type satisfies never
  }
}

function argumentsOf(place: FormPlace): Readonly<Record<string, string>> {
  return place.type === 'instead' ? { view_id: place.formId } : { trigger_id: place.trigger }
}
