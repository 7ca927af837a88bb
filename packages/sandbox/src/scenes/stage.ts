import type { Carrier, Phone } from '../carrier/index.js'
import type { TroubleName } from '../control/trouble-list.js'
import type { DeskProcess } from '../desk-process.js'
import type { SlackMessage, SlackWorkspace } from '../slack/index.js'

/** What a page should have open, so that one sees what happens. */
export interface Sight {
  readonly channel?: string
  readonly thread?: string
  readonly phone?: string
}

/** What a scene is played with. */
export interface Stage {
  readonly slack: SlackWorkspace
  readonly carrier: Carrier
  readonly desk: DeskProcess | undefined
  /** A teammate, a full member. */
  readonly teammate: string
  /** The number of ours that customers text. */
  readonly number: string
  /** Says what comes next, in one sentence. */
  say(words: string): void
  look(sight: Sight): void
  /** Waits until something is there. Throws after a while, with what it waited for. */
  until<Thing>(what: string, find: () => Thing | undefined | false): Promise<Thing>
  trouble(name: TroubleName, isActive: boolean): void
  /** Lets time go by at once, where the clock can be moved. */
  pass(ms: number): void
  /** How many calls to Slack a trouble has struck so far. */
  struck(): number
}

/** A story that plays by itself. */
export interface Scene {
  readonly title: string
  play(stage: Stage): Promise<void>
}

/** Brings in a customer who has never texted before. */
export function newCustomer({ carrier, look }: Stage, name: string, kind: Phone['kind'] = 'mobile'): Phone {
  const taken = new Set(carrier.phones().map(({ number }) => number))
  const free = numbers.find((number) => !taken.has(number))
  if (!free) throw new Error('Every number for new customers is taken: begin with a new folder.')
  const phone = carrier.addPhone({ number: free, name, kind })
  look({ phone: free })
  return phone
}

/** Numbers that belong to nobody, for customers of scenes. */
const numbers = Array.from({ length: 8 * 100 }, (_, index) => {
  const area = 201 + Math.floor(index / 100)
  return `+1${area}55501${String(index % 100).padStart(2, '0')}`
})

/** The first text of a customer, and the thread that it opens. */
export async function firstText(stage: Stage, phone: Phone, body: string): Promise<SlackMessage> {
  const { carrier, number, slack, until } = stage
  const before = new Set(roots(slack).map(({ ts }) => ts))
  carrier.text({ from: phone.number, to: number, body })
  const isNew = (message: SlackMessage): boolean => !before.has(message.ts) && JSON.stringify(message).includes(body)
  const root = await until('the thread of the text', () => roots(slack).find(isNew))
  stage.look({ channel: sharedChannel(slack), thread: root.ts })
  return root
}

/** A teammate answers in a thread; resolves to the reply as it stands. */
export function reply({ slack, teammate }: Stage, root: SlackMessage, text: string): () => SlackMessage | undefined {
  const ts = slack.say({ as: teammate, channel: 'sms', thread: root.ts, text })
  return () => slack.messages('sms').find((message) => message.ts === ts)
}

/** Whether a message bears a mark. */
export function bears(message: SlackMessage | undefined, name: string): boolean {
  return message?.reactions?.some((reaction) => reaction.name === name) ?? false
}

export function sharedChannel(slack: SlackWorkspace): string {
  return slack.channels().find(({ name }) => name === 'sms')?.id ?? ''
}

function roots(slack: SlackWorkspace): readonly SlackMessage[] {
  return slack.messages('sms').filter(({ bot_id, thread_ts, ts }) => bot_id && (!thread_ts || thread_ts === ts))
}
