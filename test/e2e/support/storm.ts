import { seededRandom } from '@threadline/sandbox'
import { deskNumber, type TestDesk } from './desk.js'
import { isHeadedBy, ownPosts } from './shown.js'

export interface StormOptions {
  readonly seed: number
  readonly texts: number
  readonly contacts: number
  readonly replies: number
}

/** What was said during a storm, by customer's number and in the order it was said. */
export interface Said {
  readonly texts: ReadonlyMap<string, readonly string[]>
  readonly replies: ReadonlyMap<string, readonly Reply[]>
}

export interface Reply {
  readonly body: string
  /** Timestamp of the teammate's message. */
  readonly ts: string
}

/** Texts and replies that are said between two moments of calm. */
const burst = 40

/** Has customers text and teammates answer through services that fail, and waits until everything is dealt with. */
export async function runStorm(desk: TestDesk, options: StormOptions): Promise<Said> {
  const random = seededRandom(options.seed)
  const numbers = Array.from({ length: options.contacts }, (_, index) => numberOf(index))
  const texts = new Map<string, string[]>(numbers.map((number) => [number, []]))
  const replies = new Map<string, Reply[]>(numbers.map((number) => [number, []]))
  const team = [desk.member('Ana'), desk.member('Ben')]
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item

  function customerTexts(number: string): void {
    const said = texts.get(number) ?? []
    const body = `text ${said.length + 1} from ${number.slice(-4)}`
    said.push(body)
    desk.sandbox.carrier.text({ from: number, to: deskNumber, body })
  }

  function teammateReplies(number: string): boolean {
    const root = ownPosts(desk).find((message) => isHeadedBy(message, number))
    if (!root) return false
    const said = replies.get(number) ?? []
    const body = `reply ${said.length + 1} to ${number.slice(-4)}`
    said.push({ body, ts: desk.sandbox.slack.say({ as: pick(team), channel: 'sms', thread: root.ts, text: body }) })
    return true
  }

  addFaults(desk)
  let [textsLeft, repliesLeft] = [options.texts, options.replies]
  for (let round = 0; textsLeft + repliesLeft > 0; round += 1) {
    if (round > options.texts + options.replies) throw new Error('There are too few threads to reply in.')
    for (let count = 0; count < burst && textsLeft + repliesLeft > 0; count += 1) {
      const isText = random() * (textsLeft + repliesLeft) < textsLeft
      const newcomer = numbers[options.texts - textsLeft]
      if (isText) customerTexts(newcomer ?? pick(numbers))
      else if (!teammateReplies(pick(numbers))) continue
      if (isText) textsLeft -= 1
      else repliesLeft -= 1
    }
    await desk.pass(500 + Math.floor(random() * 20_000))
  }
  await calmDown(desk)
  return { texts, replies }
}

/** Long enough for the last retry of an event, the last look for a lost text, and the last card. */
async function calmDown(desk: TestDesk): Promise<void> {
  await desk.drain(60 * 60_000)
  desk.sandbox.faults.slack.clear()
  desk.sandbox.faults.carrier.clear()
  await desk.pass(10 * 60_000)
  await desk.drain(60 * 60_000)
}

function addFaults({ sandbox }: TestDesk): void {
  const { slack, carrier } = sandbox.faults
  const limits = [
    { fault: { type: 'rate-limit', retryAfterMs: 2_000 }, chance: 0.03 },
    { fault: { type: 'rate-limit' }, chance: 0.01 },
  ] as const
  const failures = [
    { fault: { type: 'error', status: 500 }, chance: 0.02 },
    { fault: { type: 'reset' }, chance: 0.02 },
    { fault: { type: 'accept-then-drop' }, chance: 0.02 },
    { fault: { type: 'accept-then-error', status: 503 }, chance: 0.01 },
    { fault: { type: 'garbled' }, chance: 0.01 },
  ] as const
  for (const rule of [...limits, ...failures]) {
    slack.add({ on: /./, ...rule })
    carrier.add({ on: /./, ...rule })
  }
  sandbox.webhooks.slack.faults.add({ fault: { type: 'duplicate' }, chance: 0.2 })
  sandbox.webhooks.carrier.faults.add({ fault: { type: 'duplicate' }, chance: 0.2 })
  sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'reorder', window: 8 }, chance: 0.5 })
  sandbox.webhooks.carrier.faults.add({ on: /^status\./, fault: { type: 'delay', ms: 9_000 }, chance: 0.2 })
}

const numberOf = (index: number): string => `+1${415 + 100 * Math.floor(index / 99)}5550${101 + (index % 99)}`
