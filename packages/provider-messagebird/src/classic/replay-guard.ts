import type { Proof } from './verify.js'

/** Remembers the calls of webhooks that were stored, for as long as their signatures are good. */
export interface ReplayGuard {
  has(proof: Proof): boolean
  add(proof: Proof): void
}

/** Far more than come within a minute. The oldest are forgotten first; the message's id is a guard of its own. */
const mostProofs = 50_000

/** Keeps them in this process: replicas have one each. */
export function replayGuard(now: () => Date): ReplayGuard {
  const expiries = new Map<string, number>()

  const forget = () => {
    for (const [jti, expiresAtMs] of expiries) {
      if (expiresAtMs > now().getTime() && expiries.size <= mostProofs) return
      expiries.delete(jti)
    }
  }

  return {
    has: ({ jti }) => expiries.has(jti),
    add({ jti, expiresAt }) {
      expiries.set(jti, expiresAt.getTime())
      forget()
    },
  }
}
