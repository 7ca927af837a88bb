import { changeChannel } from '../flows/channels/change-channel.js'
import { clickAction, type FormToOpen } from '../flows/click-action.js'
import type { FlowDeps } from '../flows/flow.js'
import { receiveChatMessage } from '../flows/receive-chat-message.js'
import { refuseActor } from '../flows/refuse-actor.js'
import { showDashboard } from '../flows/show-dashboard.js'
import { submitForm } from '../flows/submit-form.js'
import { suggest } from '../flows/suggest.js'
import type {
  ChatActionEvent,
  ChatAdapter,
  ChatAnswer,
  ChatEvent,
  ChatFormEvent,
  ChatSuggestEvent,
} from '../ports/chat-adapter.js'
import type { WebhookRequest } from '../ports/webhook.js'
import { checkFields } from './check-fields.js'
import { isFullMember } from './identify-actor.js'

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
    const result = await runFlow(deps, chat, event)
    answer = result.answer ?? answer
    if (result.form) await openForm(deps, chat, workspaceId, result.form)
  }
  return received.respond(answer)
}

interface FlowResult {
  readonly answer?: ChatAnswer
  readonly form?: FormToOpen
}

async function runFlow(deps: FlowDeps, chat: ChatAdapter, event: ChatEvent): Promise<FlowResult> {
  switch (event.type) {
    case 'message':
      await receiveChatMessage(deps, event)
      return {}
    case 'mention':
      await showDashboard(deps, event)
      return {}
    case 'action':
      return { form: await clickIfAllowed(deps, chat, event) }
    case 'form':
      return { answer: await submitIfAllowed(deps, chat, event) }
    case 'channel':
      await changeChannel(deps, event)
      return {}
    case 'suggest':
      return { answer: await suggestIfAllowed(deps, chat, event) }
    default:
      return event satisfies never
  }
}

async function clickIfAllowed(
  deps: FlowDeps,
  chat: ChatAdapter,
  event: ChatActionEvent,
): Promise<FormToOpen | undefined> {
  // A link opens whatever the click says, and changes nothing here.
  if (event.action === 'open-thread') return undefined
  if (await isFullMember(chat, event.workspaceId, event.author)) return clickAction(deps, event)
  await refuseActor(deps, event)
  return undefined
}

async function submitIfAllowed(
  deps: FlowDeps,
  chat: ChatAdapter,
  event: ChatFormEvent,
): Promise<ChatAnswer | undefined> {
  // Both may have to be asked for, and whoever submitted waits no longer than for one of them.
  const [isFull, errors] = await Promise.all([
    isFullMember(chat, event.workspaceId, event.author),
    checkFields(chat, event),
  ])
  if (isFull) return errors ? { type: 'form-errors', errors } : submitForm(deps, event)
  const [field = 'form'] = Object.keys(event.values)
  return { type: 'form-errors', errors: { [field]: 'Only members of this workspace can do that.' } }
}

async function suggestIfAllowed(deps: FlowDeps, chat: ChatAdapter, event: ChatSuggestEvent): Promise<ChatAnswer> {
  if (await isFullMember(chat, event.workspaceId, event.author)) return suggest(deps, event)
  return { type: 'suggestions', suggestions: [] }
}

/** A form is opened at once and once: what allows it lives for seconds, and whoever clicked clicks again. */
async function openForm(
  deps: FlowDeps,
  chat: ChatAdapter,
  workspaceId: string,
  { form, place }: FormToOpen,
): Promise<void> {
  const outcome = await chat.openForm(workspaceId, place, form)
  if (outcome.type === 'done') return
  const { category, code } = outcome.failure
  deps.logger.warn({ door: 'chat', form: form.name, category, code }, 'A form could not be opened.')
}
