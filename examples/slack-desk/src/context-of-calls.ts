import { AsyncLocalStorage } from 'node:async_hooks'
import { ROOT_CONTEXT, type Context, type ContextManager } from '@opentelemetry/api'

/** What goes on in a chain of calls: one that can also be entered from here on. */
export interface ContextOfCalls extends ContextManager {
  enter(context: Context): void
}

const kept = new AsyncLocalStorage<Context>()

/** Keeps the context of spans along with asynchronous calls, by what Node has for that. */
export function contextOfCalls(): ContextOfCalls {
  const manager: ContextOfCalls = {
    active: () => kept.getStore() ?? ROOT_CONTEXT,
    with: (context, work, self, ...args) => kept.run(context, () => work.call(self, ...args)),
    bind: (context, target) => {
      if (typeof target !== 'function') return target
      return ((...args: unknown[]): unknown => kept.run(context, () => target(...args) as unknown)) as typeof target
    },
    enter: (context) => kept.enterWith(context),
    enable: () => manager,
    disable: () => manager,
  }
  return manager
}
