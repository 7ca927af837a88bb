import { changeChannel } from '../flows/channels/change-channel.js'
import { clickAction, type FormToOpen } from '../flows/click-action.js'
import { askForShortcutAgain, openByShortcut } from '../flows/commands/open-by-shortcut.js'
import { runSlashCommand } from '../flows/commands/run-slash-command.js'
import type { FlowDeps } from '../flows/flow.js'
import { receiveChange } from '../flows/receive-change.js'
import { showHome } from '../flows/home/show-home.js'
import { receiveChatMessage } from '../flows/receive-chat-message.js'
import { receiveReaction } from '../flows/receive-reaction.js'
import { notKnownYet, refuseUnknown } from '../flows/refuse-actor.js'
import { showDashboard } from '../flows/show-dashboard.js'
import { refuseForm, submitForm } from '../flows/submit-form.js'
import { noSuggestions, suggest } from '../flows/suggest.js'
import type {
  ChatActionEvent,
  ChatAdapter,
  ChatAnswer,
  ChatCommandEvent,
  ChatEvent,
  ChatFormEvent,
  ChatShortcutEvent,
  ChatSuggestEvent,
} from '../ports/chat-adapter.js'
import type { WebhookRequest } from '../ports/webhook.js'
import { checkFields } from './check-fields.js'
import { identifyActor } from './identify-actor.js'
import { withAuthorName } from './with-author-name.js'

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
    const isOpen = result.form === undefined || (await openForm(deps, chat, workspaceId, result.form))
    answer = (isOpen ? result.answer : result.otherwise) ?? answer
  }
  return received.respond(answer)
}

interface FlowResult {
  readonly answer?: ChatAnswer
  readonly form?: FormToOpen
  /** Said when the form could not be opened. */
  readonly otherwise?: ChatAnswer
}

async function runFlow(deps: FlowDeps, chat: ChatAdapter, event: ChatEvent): Promise<FlowResult> {
  switch (event.type) {
    case 'message':
      await receiveChatMessage(deps, await withAuthorName(deps, chat, event))
      return {}
    case 'edit':
    case 'deletion':
      await receiveChange(deps, event.type === 'edit' ? await withAuthorName(deps, chat, event) : event)
      return {}
    case 'mention':
      await showDashboard(deps, event)
      return {}
    case 'reaction':
      await receiveReaction(deps, event)
      return {}
    case 'action':
      return { form: await click(deps, chat, event) }
    case 'form':
      return { answer: await submit(deps, chat, event) }
    case 'channel':
      await changeChannel(deps, event)
      return {}
    case 'home-opened':
      await showHome(deps, event)
      return {}
    case 'command':
      return command(deps, chat, event)
    case 'shortcut':
      return { form: await chooseShortcut(deps, chat, event) }
    case 'suggest':
      return { answer: await suggestTo(deps, chat, event) }
    default:
      return event satisfies never
  }
}

async function click(deps: FlowDeps, chat: ChatAdapter, event: ChatActionEvent): Promise<FormToOpen | undefined> {
  // A link opens whatever the click says, and changes nothing here.
  if (event.action === 'open-thread') return undefined
  const actor = await identifyActor(deps, chat, event.workspaceId, event.author)
  if (actor !== 'unknown') return clickAction(deps, event, actor)
  await refuseUnknown(deps, event)
  return undefined
}

async function submit(deps: FlowDeps, chat: ChatAdapter, event: ChatFormEvent): Promise<ChatAnswer | undefined> {
  // Both may have to be asked for, and whoever submitted waits no longer than for one of them.
  const [actor, errors] = await Promise.all([
    identifyActor(deps, chat, event.workspaceId, event.author),
    checkFields(deps, chat, event),
  ])
  if (actor === 'unknown') return refuseForm(event, notKnownYet)
  if (actor.kind === 'full' && errors) return { type: 'form-errors', errors }
  return submitForm(deps, event, actor)
}

async function command(deps: FlowDeps, chat: ChatAdapter, event: ChatCommandEvent): Promise<FlowResult> {
  const actor = await identifyActor(deps, chat, event.workspaceId, event.author)
  if (actor === 'unknown') return { answer: { type: 'whisper', text: notKnownYet } }
  return { ...(await runSlashCommand(deps, event, actor)), otherwise: tooLate }
}

const tooLate: ChatAnswer = {
  type: 'whisper',
  text: 'Nothing was sent: the form could not be opened in time. Type it again.',
}

/** Who is not known in time is told nothing but in a channel: opening a window on top would take too long. */
async function chooseShortcut(
  deps: FlowDeps,
  chat: ChatAdapter,
  event: ChatShortcutEvent,
): Promise<FormToOpen | undefined> {
  const actor = await identifyActor(deps, chat, event.workspaceId, event.author)
  if (actor !== 'unknown') return openByShortcut(deps, event, actor)
  await askForShortcutAgain(deps, event)
  return undefined
}

async function suggestTo(deps: FlowDeps, chat: ChatAdapter, event: ChatSuggestEvent): Promise<ChatAnswer> {
  const actor = await identifyActor(deps, chat, event.workspaceId, event.author)
  return actor === 'unknown' ? noSuggestions : suggest(deps, event, actor)
}

/** A form is opened at once and once: what allows it lives for seconds, and whoever clicked clicks again. Says whether it is. */
async function openForm(
  deps: FlowDeps,
  chat: ChatAdapter,
  workspaceId: string,
  { form, place }: FormToOpen,
): Promise<boolean> {
  const outcome = await chat.openForm(workspaceId, place, form)
  if (outcome.type === 'done') return true
  const { category, code } = outcome.failure
  deps.logger.warn({ door: 'chat', form: form.name, category, code }, 'A form could not be opened.')
  return false
}
