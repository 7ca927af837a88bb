import type { ChatAnswer, FormErrors } from '@threadline/core'
import { fieldOfBlock, renderForm, renderSuggestions, renderWhisper } from '../blocks/index.js'
import { listOf, objectOf, textOf, type JsonObject } from '../json.js'

/** Acknowledges a request, saying what a flow wants said in the answer itself. */
export function respond(payload: JsonObject, answer?: ChatAnswer): Response {
  switch (answer?.type) {
    case undefined:
      return payload.type === 'block_suggestion' ? Response.json({ options: [] }) : new Response(null, { status: 200 })
    case 'form-errors':
      return Response.json({ response_action: 'errors', errors: errorsOf(objectOf(payload.view), answer.errors) })
    case 'form':
      return Response.json({
        response_action: answer.placement === 'instead' ? 'update' : 'push',
        view: renderForm(answer.form),
      })
    case 'close-all':
      return Response.json({ response_action: 'clear' })
    case 'suggestions':
      return Response.json({ option_groups: renderSuggestions(answer.suggestions) })
    case 'whisper':
      return Response.json({ response_type: 'ephemeral', ...renderWhisper(answer.text) })
    default:
      return answer satisfies never
  }
}

/** Slack wants its own word back when the URL of the webhook is entered. */
export function respondToChallenge(payload: JsonObject): Response {
  return new Response(textOf(payload.challenge) ?? '', { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** Slack refuses an error on a block that the form does not have, so such a one is shown at the first input. */
function errorsOf(view: JsonObject, errors: FormErrors): Record<string, string> {
  const inputs = listOf(view.blocks)
    .map(objectOf)
    .filter((block) => block.type === 'input')
    .flatMap((block) => textOf(block.block_id) ?? [])
  const shown = new Map<string, string>()
  for (const [field, message] of Object.entries(errors)) {
    const block = inputs.find((id) => fieldOfBlock(id) === field) ?? inputs[0] ?? field
    shown.set(block, [shown.get(block), message].filter(Boolean).join(' '))
  }
  return Object.fromEntries(shown)
}
