import { tryOne } from '../domain/breaker.js'
import { breakerKeys, type Breakers } from '../domain/fail-over.js'
import type { Sender } from '../domain/line.js'
import type { Flow } from './flow.js'

/** Stored like a setting, so that all processes know what one of them has found out. */
const name = 'breakers'

/** The breakers as they are. Does not lock. */
export async function readBreakers({ tx }: Flow): Promise<Breakers> {
  return ((await tx.settings.find(name)) ?? {}) as Breakers
}

/** Changes the breakers, one process after the other. @returns what is stored then */
export async function changeBreakers({ tx }: Flow, change: (before: Breakers) => Breakers): Promise<Breakers> {
  const before = ((await tx.settings.findForUpdate(name)) ?? {}) as Breakers
  const after = change(before)
  if (after !== before) await tx.settings.save(name, after)
  return after
}

/** One text tries whether all is well again. */
export async function putOnTrial(flow: Flow, keys: readonly string[]): Promise<void> {
  await changeBreakers(flow, (before) => {
    const tried = Object.entries(before).filter(([key]) => keys.includes(key))
    return { ...before, ...Object.fromEntries(tried.map(([key, breaker]) => [key, tryOne(breaker, flow.now)])) }
  })
}

/** A sender has taken a text: all is well with it, and with its provider. */
export async function closeBreakers(flow: Flow, sender: Sender): Promise<void> {
  const keys: readonly string[] = breakerKeys(sender)
  const isAny = (breakers: Breakers) => keys.some((key) => breakers[key] !== undefined)
  if (!isAny(await readBreakers(flow))) return
  await changeBreakers(flow, (before) =>
    isAny(before) ? Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key))) : before,
  )
}
