import type { AcceptedText, Outcome, OutboundText, SmsEvent, SmsProvider, TextFailureCategory } from '@threadline/core'

export type SendOutcome = Outcome<AcceptedText, TextFailureCategory>

export interface CarrierScript {
  readonly outcome: Exclude<SendOutcome, { type: 'done' }>
  /** The text went out all the same. */
  readonly wasAccepted?: boolean
}

/** A carrier in memory. Its webhooks are JSON events. */
export interface CarrierDouble extends SmsProvider {
  /** Every text that reached a phone, in order. */
  readonly texts: OutboundText[]
  readonly sendCalls: OutboundText[]
  script(...endings: readonly CarrierScript[]): void
  /** Runs before a send returns, as a receipt that overtakes it would. */
  beforeReturning?: (text: OutboundText, externalId: string) => Promise<void>
  findOutcome?: SendOutcome
}

export const carrierUnknown: CarrierScript['outcome'] = { type: 'unknown', failure: { category: 'provider-down' } }

export function carrierDouble(): CarrierDouble {
  const scripts: CarrierScript[] = []
  const texts: OutboundText[] = []
  const sendCalls: OutboundText[] = []

  const double: CarrierDouble = {
    capabilities: { maxTextLength: 160, sendsOptOutReplies: true },
    texts,
    sendCalls,
    script: (...endings) => void scripts.push(...endings),
    async receive(request) {
      const events = JSON.parse(new TextDecoder().decode(request.body)) as readonly SmsEvent[]
      return { events, respond: () => new Response('') }
    },
    async send(text) {
      sendCalls.push(text)
      const ending = scripts.shift()
      if (ending && !ending.wasAccepted) return ending.outcome
      texts.push(text)
      const externalId = `X${texts.length}`
      await double.beforeReturning?.(text, externalId)
      return ending ? ending.outcome : { type: 'done', value: { externalId, status: 'queued', rawStatus: 'queued' } }
    },
    async find() {
      return double.findOutcome ?? { type: 'unknown', failure: { category: 'other' } }
    },
  }
  return double
}
