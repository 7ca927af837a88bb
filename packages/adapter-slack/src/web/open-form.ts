import type { ChatOutcome, FormView } from '@threadline/core'
import { renderForm } from '../blocks/index.js'
import type { WebApi } from './web-api.js'

/**
 * Opens a form as a modal, by the trigger of a click that is at most 3 seconds old.
 *
 * @see https://docs.slack.dev/reference/methods/views.open
 */
export async function openForm(
  call: WebApi,
  workspaceId: string,
  trigger: string,
  form: FormView,
): Promise<ChatOutcome<undefined>> {
  const args = { trigger_id: trigger, view: renderForm(form, '') }
  const outcome = await call({ workspaceId, method: 'views.open', args })
  return outcome.type === 'done' ? { type: 'done', value: undefined } : outcome
}
