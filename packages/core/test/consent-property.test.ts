import { describe, expect, it } from 'vitest'
import { carrierDouble } from './support/carrier-double.js'
import { customer, openDesk, type Desk } from './support/desk.js'
import { fc } from './support/fast-check.js'

const step = fc.constantFrom(
  'STOP',
  'START',
  'YES',
  'HELP',
  'take me off your list',
  'hello there',
  'reply',
  'send',
  'slow down',
  'block',
  'unblock',
  'opt out',
  'opt in',
  'not an opt-out',
  'confirm',
  'wait',
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

describe('consent', () => {
  it('is open whenever a text is handed to the provider, but for the one confirmation of each opt-out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const { confirmations, desk, optOuts, violations } = await openWatched()
        await desk.text('Hi')
        for (const one of steps) await act(desk, one)
        await desk.wait(120_000)
        expect(violations).toEqual([])
        expect(confirmations()).toBeLessThanOrEqual(optOuts())
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

/** A desk that looks, whenever a text is handed over, at what the contact has said by then. */
async function openWatched() {
  const violations: string[] = []
  let confirmed = 0
  let optedOut = 0
  const inner = carrierDouble()
  const carrier = {
    ...inner,
    capabilities: { maxTextLength: 160, sendsOptOutReplies: false },
    async send(text: Parameters<typeof inner.send>[0]) {
      const contact = await desk.threadline.contacts.find({ number: customer })
      const isConfirmation = text.text.includes('You have opted out')
      const isOpen = contact?.consent === 'open' && !contact.blockedAt
      const isAllowed = isConfirmation ? contact?.consent === 'opted-out' && !contact.blockedAt : isOpen
      if (!isAllowed) violations.push(`${text.text} while ${contact?.consent ?? 'nobody'}`)
      const outcome = await inner.send(text)
      if (isConfirmation && outcome.type === 'done') confirmed += 1
      return outcome
    },
  }
  const desk = { ...(await openDesk({ providers: { carrier } })), carrier: inner }
  let state = 'open'
  desk.threadline.on('consent.changed', ({ contact, evidence }) => {
    if (contact.consent === 'opted-out' && state !== 'opted-out' && evidence.actor === 'contact') optedOut += 1
    state = contact.consent
  })
  return { desk, violations, confirmations: () => confirmed, optOuts: () => optedOut }
}

async function act(desk: Desk, one: Step): Promise<void> {
  const { contacts } = desk.threadline
  const who = { number: customer }
  switch (one) {
    case 'reply':
      return desk.reply('hello')
    case 'send':
      await desk.threadline.send({ to: customer, text: 'hello' }).catch(() => undefined)
      return desk.settle()
    case 'slow down':
      return slowDown(desk)
    case 'block':
      return void (await contacts.block(who))
    case 'unblock':
      return void (await contacts.unblock(who))
    case 'opt out':
      return void (await contacts.optOut(who))
    case 'opt in':
      return void (await contacts.optIn(who, 'said so').catch(() => undefined))
    case 'not an opt-out':
      return decide(desk, 'not-an-opt-out')
    case 'confirm':
      return decide(desk, 'confirm-opt-out')
    case 'wait':
      return desk.wait(30_000)
    default:
      return desk.text(one)
  }
}

function slowDown({ carrier }: Desk): void {
  const failure = { category: 'rate-limited' } as const
  carrier.script({ outcome: { type: 'refused', retryable: true, retryAfterMs: 20_000, failure } })
}

async function decide(desk: Desk, action: 'confirm-opt-out' | 'not-an-opt-out'): Promise<void> {
  const view = desk.views('consent').at(-1)?.post.view
  if (view?.type === 'consent') await desk.click(action, view.conversationId)
}
