import type { Context } from '../context.js'
import type { SlackUser } from '../state/types.js'
import { personOf } from './place.js'

/** Somebody to add. */
export interface NewMember {
  readonly id?: string
  readonly name: string
  /** @defaultValue full */
  readonly kind?: Exclude<SlackUser['kind'], 'app'>
}

/** Adds somebody to the workspace. */
export function addMember(context: Context, member: NewMember): SlackUser {
  const user: SlackUser = {
    id: member.id ?? context.ids.mint('U'),
    name: member.name,
    kind: member.kind ?? 'full',
    isDeleted: false,
  }
  context.state.putUser(user)
  return user
}

/** Deactivates somebody. */
export function deactivate(context: Context, userId: string): void {
  context.state.putUser({ ...personOf(context, userId), isDeleted: true })
}
