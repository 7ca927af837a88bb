import type { DeskProcess } from '../desk-process.js'
import { isMoving } from '../moving-clock.js'
import type { Action, Controlled } from './controlled.js'
import { troubleNamed, troubles } from './trouble-list.js'

/** What the page can do to everything around the conversation. */
export const leverActions: Readonly<Record<string, Action>> = {
  'kill-desk': ({ desk }) => {
    deskOf(desk()).kill()
    return {}
  },
  'start-desk': async ({ desk }) => {
    await deskOf(desk()).start()
    return {}
  },
  provider: async ({ desk }, fields) => {
    await deskOf(desk()).use(fields.text('name'))
    return {}
  },
  trouble: (controlled, fields) => {
    controlled.troubles.set(troubleNamed(fields.text('name')), fields.flag('isActive'))
    controlled.changed()
    return {}
  },
  clock: (controlled, fields) => {
    const { clock } = controlled
    if (!isMoving(clock)) throw new Error('The clock of this sandbox cannot be moved.')
    const ms = fields.optionalNumber('ms') ?? msUntil(clock.now(), fields.text('time'))
    if (!(ms >= 0 && ms <= longestMoveMs)) throw new Error('The clock moves forward, by at most a year at a time.')
    clock.setAhead(clock.aheadMs + ms)
    controlled.changed()
    return {}
  },
}

const longestMoveMs = 366 * 24 * 3_600_000

/** How the levers stand, for the page. */
export function leversOf({ clock, desk, troubles: { active } }: Controlled) {
  const process = desk()
  return {
    now: clock.now(),
    canMoveClock: isMoving(clock),
    aheadMs: isMoving(clock) ? clock.aheadMs : 0,
    troubles: Object.entries(troubles).map(([name, { label }]) => ({ name, label, isActive: isIn(active, name) })),
    desk: process && { state: process.state, provider: process.provider, providers: process.providers },
  }
}

function isIn(active: ReadonlySet<string>, name: string): boolean {
  return active.has(name)
}

function deskOf(desk: DeskProcess | undefined): DeskProcess {
  if (!desk) throw new Error('No desk is attached to this sandbox.')
  return desk
}

/** Milliseconds until it is that time, such as `09:00`, on the next day, by the machine's zone. */
function msUntil(now: Date, time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (hours === undefined) throw new Error('time must be written as 09:00.')
  const then = new Date(now)
  then.setDate(then.getDate() + 1)
  then.setHours(Number(hours), Number(minutes), 0, 0)
  return then.getTime() - now.getTime()
}
