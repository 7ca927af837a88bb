import type { Side, Troubles } from './controlled.js'
import { troubles, type Trouble, type TroubleName } from './trouble-list.js'

/** Makes the switch for them. */
export function createTroubles(sides: Readonly<Record<'slack' | 'carrier', Side>>): Troubles {
  const active = new Set<TroubleName>()

  function apply(): void {
    for (const { faults, webhooks } of Object.values(sides)) {
      faults.clear()
      webhooks.faults.clear()
    }
    for (const name of active) add(troubles[name])
  }

  function add({ call, side, webhook }: Trouble): void {
    if (call) sides[side].faults.add(call)
    if (webhook) sides[side].webhooks.faults.add(webhook)
  }

  return {
    active,
    set(name, isActive) {
      if (isActive) active.add(name)
      else active.delete(name)
      apply()
    },
    clear() {
      active.clear()
      apply()
    },
  }
}
