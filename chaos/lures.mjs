import { setTimeout as pause } from 'node:timers/promises'

/** How much later receipts come, in milliseconds, while a host is to look a text up instead: longer than it waits for them. */
const receiptsLateMs = 3_000

/**
 * What leads hosts to a step: words that are said more often, and what goes wrong with calls. Nothing of it may lose or
 * double anything: an answer that never comes leaves a post to be read back, or a text to be looked up.
 */
const lures = {
  'webhook:in-transaction': { words: ['texts', 'replies'] },
  'webhook:after-commit': { words: ['texts', 'replies'] },
  'send:in-transaction': { words: ['sends'] },
  'send:after-commit': { words: ['sends'] },
  'chat.find:after': { words: ['texts'], unanswered: { of: 'slack', call: 'chat.postMessage' } },
  'chat.mark:after': { words: ['replies'] },
  'chat.member:after': { words: ['replies'] },
  // The head shows what is scheduled, and the panel of a scheduled text goes when the text leaves.
  'chat.update:after': { words: ['scheduled'] },
  'chat.remove:after': { words: ['scheduled'] },
  'sms.find:after': {
    words: ['replies', 'sends'],
    unanswered: { of: 'carrier', call: 'messages.create' },
    hasLateReceipts: true,
  },
}
const lureOfEach = {
  chat: { words: ['texts'] },
  sms: { words: ['replies', 'sends'] },
  drain: { words: ['texts'] },
  broadcast: { words: ['broadcasts'] },
}

/** @param calm - takes the faults away that hosts have had to bear, and adds those that they always have to */
export function createLures({ calm, load, sandbox }) {
  let lateUntilMs = 0
  return {
    /** Makes hosts come by a step. Returns what ends it. */
    lay(step) {
      const { hasLateReceipts, unanswered, words } = lures[step] ?? lureOfEach[step.split(/[.:]/)[0]]
      load.favour(words)
      if (unanswered) {
        const rule = { on: unanswered.call, fault: { type: 'accept-then-drop' }, chance: 0.5 }
        sandbox.faults[unanswered.of].add(rule)
      }
      const { faults: late } = sandbox.webhooks.carrier
      if (hasLateReceipts) late.add({ on: /^status\./, fault: { type: 'delay', ms: receiptsLateMs } })
      return () => {
        load.favour([])
        calm()
        late.clear()
        if (hasLateReceipts) lateUntilMs = performance.now() + receiptsLateMs
      }
    },
    /** Resolves when nothing is on its way any more that came late because of a lure. */
    over: () => pause(Math.max(lateUntilMs - performance.now(), 0)),
  }
}
