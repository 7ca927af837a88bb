import type { ActionName, ChatEvent, FormName, FormValues } from '@threadline/core'
import type { Desk } from '../support/desk.js'

let count = 0

/** What every event from chat has, and whose it is. */
const base = () =>
  ({
    workspaceId: 'T1',
    identities: [`way-in:${(count += 1)}`],
    author: { type: 'member', id: 'U1', name: 'Ana' },
  }) as const

type Fields<Type extends ChatEvent['type']> = Omit<Extract<ChatEvent, { type: Type }>, keyof ReturnType<typeof base>>

/** Something happens in chat, and everything that it leads to. */
export async function happen<Type extends ChatEvent['type']>(desk: Desk, fields: Fields<Type>): Promise<Response> {
  const response = await desk.chatEvents({ ...base(), ...fields } as unknown as ChatEvent)
  await desk.settle()
  return response
}

/** A button is pressed: under a post where there is one, and else in a form. */
export async function press(desk: Desk, action: ActionName, subject: string): Promise<void> {
  await happen<'action'>(desk, { type: 'action', action, subject, trigger: 'now' })
}

/** A form is submitted, and taken. */
export async function submit(desk: Desk, form: FormName, subject: string, values: FormValues): Promise<void> {
  const response = await happen<'form'>(desk, { type: 'form', form, subject, values })
  const answer = (await response.json()) as { readonly type?: string; readonly errors?: unknown }
  if (answer.type === 'form-errors') throw new Error(`${form} is refused: ${JSON.stringify(answer.errors)}`)
}
