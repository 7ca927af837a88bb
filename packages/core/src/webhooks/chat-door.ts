import { clickAction, type FormToOpen } from '../flows/click-action.js'
import type { FlowDeps } from '../flows/flow.js'
import { receiveChatMessage } from '../flows/receive-chat-message.js'
import { showDashboard } from '../flows/show-dashboard.js'
import { submitSendForm } from '../flows/submit-send-form.js'
import { suggestRecipients } from '../flows/suggest-recipients.js'
import type { ChatAdapter, ChatAnswer, ChatEvent } from '../ports/chat-adapter.js'
import type { WebhookRequest } from '../ports/webhook.js'

/** The door of the chat platform. Events of a workspace other than ours are acknowledged and left alone. */
export async function receiveFromChat(
  deps: FlowDeps,
  chat: ChatAdapter,
  workspaceId: string,
  request: WebhookRequest,
): Promise<Response> {
  const received = await chat.receive(request)
  let answer: ChatAnswer | undefined
  for (const event of received.events) {
    if (event.workspaceId !== workspaceId) {
      deps.logger.warn({ door: 'chat', event: event.type }, 'An event of another workspace was left alone.')
      continue
    }
    const result = await runFlow(deps, event)
    answer = result.answer ?? answer
    if (result.form) await openForm(deps, chat, workspaceId, result.form)
  }
  return received.respond(answer)
}

interface FlowResult {
  readonly answer?: ChatAnswer
  readonly form?: FormToOpen
}

async function runFlow(deps: FlowDeps, event: ChatEvent): Promise<FlowResult> {
  switch (event.type) {
    case 'message':
      await receiveChatMessage(deps, event)
      return {}
    case 'mention':
      await showDashboard(deps, event)
      return {}
    case 'action':
      return { form: await clickAction(deps, event) }
    case 'form':
      return { answer: await submitSendForm(deps, event) }
    case 'suggest':
      return { answer: await suggestRecipients(deps, event) }
    default:
      return event satisfies never
  }
}

/** A form is opened at once and once: what allows it lives for seconds, and whoever clicked clicks again. */
async function openForm(
  deps: FlowDeps,
  chat: ChatAdapter,
  workspaceId: string,
  { trigger, form }: FormToOpen,
): Promise<void> {
  const outcome = await chat.openForm(workspaceId, trigger, form)
  if (outcome.type === 'done') return
  const { category, code } = outcome.failure
  deps.logger.warn({ door: 'chat', form: form.type, category, code }, 'A form could not be opened.')
}
