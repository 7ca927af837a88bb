import type { Context } from '../context.js'
import { secondsOf } from '../state/seconds.js'
import type { SlackUser, SlackUsergroup } from '../state/types.js'
import { userOnWire } from '../state/user-wire.js'
import { personOf } from './place.js'

/** Somebody to add. */
export interface NewMember {
  readonly id?: string
  readonly name: string
  /** @defaultValue full */
  readonly kind?: Exclude<SlackUser['kind'], 'app'>
  /** @defaultValue false */
  readonly isAdmin?: boolean
  /** An owner is an admin too. @defaultValue false */
  readonly isOwner?: boolean
  /** As `America/New_York`. @defaultValue UTC */
  readonly timeZone?: string
}

/** What can change about somebody. */
export type MemberChange = Partial<Omit<NewMember, 'id'>>

/** Adds somebody to the workspace. */
export function addMember(context: Context, { id, kind, ...member }: NewMember): SlackUser {
  checkTimeZone(member.timeZone)
  const user: SlackUser = { ...member, id: id ?? context.ids.mint('U'), kind: kind ?? 'full', isDeleted: false }
  context.state.putUser(user)
  return user
}

/** Changes what somebody is, as an admin or they themselves do. The app hears `user_change`. */
export function changeMember(context: Context, userId: string, change: MemberChange): void {
  checkTimeZone(change.timeZone)
  putChanged(context, { ...personOf(context, userId), ...change })
}

/** Deactivates somebody. The app hears `user_change`. */
export function deactivate(context: Context, userId: string): void {
  putChanged(context, { ...personOf(context, userId), isDeleted: true })
}

function putChanged(context: Context, user: SlackUser): void {
  const { clock, events, identity, state } = context
  state.putUser(user)
  const at = clock.now()
  const wire = userOnWire(user, identity, at)
  const event_ts = (at.getTime() / 1000).toFixed(6)
  events.emit({ type: 'user_change', user: wire, cache_ts: secondsOf(at), event_ts })
}

function checkTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return
  try {
    new Intl.DateTimeFormat('en-US', { timeZone }).format()
  } catch (error) {
    throw new Error(`There is no time zone ${timeZone}.`, { cause: error })
  }
}

/** A group to add. */
export interface NewUsergroup {
  /** What it is mentioned by, without `@`. */
  readonly handle: string
  /** @defaultValue the handle */
  readonly name?: string
  readonly members: readonly string[]
}

/** Adds a group of people. */
export function addUsergroup(context: Context, { handle, members, name }: NewUsergroup): SlackUsergroup {
  for (const userId of members) personOf(context, userId)
  const createdAt = context.clock.now()
  const group: SlackUsergroup = { id: context.ids.mint('S'), handle, name: name ?? handle, createdAt, members }
  context.state.putUsergroup(group)
  return group
}
