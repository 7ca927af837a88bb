import type { FormErrors } from '../domain/form.js'
import { valueOf } from '../domain/form.js'
import { memberFields } from '../flows/forms/index.js'
import type { ChatAdapter, ChatFormEvent, Member } from '../ports/chat-adapter.js'

/**
 * What is wrong with the members that a form was filled in with; nothing when all are full members. Asked before the
 * flow, because a flow cannot call out; the adapter's directory caches.
 */
export async function checkMembers(chat: ChatAdapter, event: ChatFormEvent): Promise<FormErrors | undefined> {
  const fields = memberFields[event.form] ?? []
  const errors = await Promise.all(fields.map(async (field) => [field, await errorIn(chat, event, field)] as const))
  const found = errors.filter((error): error is [string, string] => error[1] !== undefined)
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

async function errorIn(chat: ChatAdapter, event: ChatFormEvent, field: string): Promise<string | undefined> {
  const id = valueOf(event.values, field)
  if (id === '') return undefined
  const member = await chat.directory.member(event.workspaceId, id)
  return member.type === 'done' ? whyNot(member.value.kind) : 'Nobody can say who this is just now. Try again.'
}

/** Why somebody cannot look after a conversation; nothing for a full member. */
function whyNot(kind: Member['kind']): string | undefined {
  switch (kind) {
    case 'full':
      return undefined
    case 'guest':
      return 'This is a guest. Choose a full member of this workspace.'
    case 'external':
      return 'This person is from another organisation. Choose a member of this workspace.'
    case 'app':
      return 'This is an app. Choose a person.'
    case 'deactivated':
      return 'This account is deactivated. Choose somebody else.'
    default:
      return kind satisfies never
  }
}
