import { EventEmitter } from 'eventemitter3'
import { errorName } from './domain/error-name.js'
import type { HostEvent, HostEvents } from './domain/host-event.js'
import type { Logger } from './ports/logger.js'

/** Tells the host. A listener that throws or rejects is logged, and hurts neither the others nor the delivery. */
export interface HostEmitter {
  emit(event: HostEvent): void
  on<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
  off<Name extends keyof HostEvents>(name: Name, listener: HostEvents[Name]): void
}

type Listener = (event: never) => unknown

export function createHostEmitter(logger: Logger): HostEmitter {
  const emitter = new EventEmitter<Record<string, (event: unknown) => void>>()
  const guarded = new WeakMap<Listener, (event: unknown) => void>()

  function guard(listener: Listener): (event: unknown) => void {
    const known = guarded.get(listener)
    if (known) return known
    const complain = (error: unknown) => logger.error({ error: errorName(error) }, 'A listener of the host failed.')
    const safe = (event: unknown) => {
      try {
        Promise.resolve(listener(event as never)).catch(complain)
      } catch (error) {
        complain(error)
      }
    }
    guarded.set(listener, safe)
    return safe
  }

  return {
    emit: ({ event, name }) => void emitter.emit(name, event),
    on: (name, listener) => void emitter.on(name, guard(listener)),
    off: (name, listener) => void emitter.off(name, guard(listener)),
  }
}
