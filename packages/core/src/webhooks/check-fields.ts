import type { FormErrors } from '../domain/form.js'
import { valueOf, valuesOf } from '../domain/form.js'
import { whyNotChosen } from '../domain/why-not-chosen.js'
import { channelFields, memberFields } from '../flows/forms/index.js'
import type { ChatAdapter, ChatFormEvent } from '../ports/chat-adapter.js'
import type { Clock } from '../ports/clock.js'
import { inTime } from './in-time.js'

interface Deps {
  readonly clock: Clock
}

/**
 * What is wrong with the members and channels that a form was filled in with; nothing when all are full members, and
 * the app is in the channels. Asked before the flow, because a flow cannot call out; the adapter's directory caches.
 */
export async function checkFields(
  deps: Deps,
  chat: ChatAdapter,
  event: ChatFormEvent,
): Promise<FormErrors | undefined> {
  const errors = await Promise.all([
    ...(memberFields[event.form] ?? []).map((field) => withError(field, errorOfMembers(deps, chat, event, field))),
    ...(channelFields[event.form] ?? []).map((field) => withError(field, errorOfChannel(deps, chat, event, field))),
  ])
  const found = errors.filter((error): error is [string, string] => error[1] !== undefined)
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const withError = async (field: string, error: Promise<string | undefined>): Promise<[string, string | undefined]> => [
  field,
  await error,
]

async function errorOfMembers(
  deps: Deps,
  chat: ChatAdapter,
  event: ChatFormEvent,
  field: string,
): Promise<string | undefined> {
  const ids = valuesOf(event.values, field)
  const errors = await Promise.all(ids.map((id) => errorOfMember(deps, chat, event.workspaceId, id)))
  return errors.find((error) => error !== undefined)
}

async function errorOfMember(
  { clock }: Deps,
  chat: ChatAdapter,
  workspaceId: string,
  id: string,
): Promise<string | undefined> {
  const member = await inTime(clock, chat.directory.member(workspaceId, id))
  return member.type === 'done' ? whyNotChosen(member.value.kind) : 'Nobody can say who this is just now. Try again.'
}

async function errorOfChannel(
  deps: Deps,
  chat: ChatAdapter,
  event: ChatFormEvent,
  field: string,
): Promise<string | undefined> {
  const id = valueOf(event.values, field)
  if (id === '') return undefined
  const isIn = await inTime(deps.clock, chat.directory.isIn(event.workspaceId, id))
  if (isIn.type !== 'done') return 'Nobody can say whether the app is in this channel just now. Try again.'
  return isIn.value ? undefined : 'The app is not in this channel. Type /invite @Threadline there, then save again.'
}
