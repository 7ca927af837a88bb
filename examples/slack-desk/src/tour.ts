import type { FakeClock } from '@threadline/core/testing'
import { sandboxNumber, type SandboxDesk } from './sandbox-desk.js'

/** What a step of the tour saw happen. */
export interface TourStep {
  readonly step: string
  readonly ok: boolean
  /** What is there now, in one line. */
  readonly seen: string
}

const customer = '+14155550123'
const stranger = '4155550199'

/** Walks through the main job on a sandbox, and looks after each step whether it really happened. */
export async function* tour(desk: SandboxDesk, clock: FakeClock): AsyncGenerator<TourStep> {
  const { carrier, slack } = desk.sandbox
  const ana = slack.users().find((user) => user.name === 'Ana')?.id ?? ''
  const sms = () => slack.messages('sms')
  const roots = () => sms().filter((message) => !message.thread_ts || message.thread_ts === message.ts)
  const settled = () => settle(desk, clock)

  carrier.text({ from: customer, to: sandboxNumber, body: 'Hi, is my order ready?' })
  await settled()
  const root = roots()[0]
  yield seen(
    'a new customer texts, a thread appears',
    root,
    (message) => `#sms ${message.username}: ${flat(message.text)}`,
  )
  if (!root) return

  const reply = slack.say({ as: ana, channel: 'sms', thread: root.ts, text: 'Yes, come by any time!' })
  await settled()
  const arrived = carrier.phone(customer).inbox[0]
  yield seen('a teammate replies, the customer is texted', arrived, (text) => `phone of ${text.to}: ${text.body}`)

  const marks =
    sms()
      .find((message) => message.ts === reply)
      ?.reactions?.map((reaction) => reaction.name) ?? []
  const isTicked = marks.includes('heavy_check_mark') && marks.includes('vibration_mode')
  yield seen('the marks tick', isTicked ? marks : undefined, (names) => `on the reply: ${names.join(', ')}`)

  carrier.text({ from: customer, to: sandboxNumber, body: 'Great, until when are you open?' })
  await settled()
  const second = slack.thread('sms', root.ts).find((message) => message.text.includes('until when'))
  yield seen(
    'a second text lands in the same thread',
    second,
    () => `${slack.thread('sms', root.ts).length} messages in one thread`,
  )

  slack.say({ as: ana, channel: 'sms', text: `send ${stranger} Hello from support!` })
  await settled()
  const opened = carrier.phone(`+1${stranger}`).inbox[0]
  const other = roots().find((message) => message.bot_id && message.ts !== root.ts)
  yield seen(
    'a power command opens a second conversation',
    opened && other,
    () => `phone of +1${stranger}: ${opened?.body}`,
  )

  const before = roots().length
  clock.advance(180_000)
  await settled()
  const card = roots()[before]
  yield seen('three minutes later the card appears', card, (message) => `#sms ${flat(message.text)}`)
}

/** Lets everything happen that is under way, and what falls due within a few seconds of that. */
async function settle(desk: SandboxDesk, clock: FakeClock): Promise<void> {
  await desk.settled()
  for (let second = 0; second < 5; second += 1) {
    clock.advance(1_000)
    await desk.settled()
  }
}

function seen<Thing>(step: string, thing: Thing | undefined, describe: (thing: Thing) => string): TourStep {
  return thing === undefined ? { step, ok: false, seen: 'nothing' } : { step, ok: true, seen: describe(thing) }
}

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 80)
