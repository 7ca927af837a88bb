import {
  createThreadline,
  type ChatActionEvent,
  type ChatEvent,
  type ChatMessageEvent,
  type DeliveryReceipt,
  type PostView,
  type SmsEvent,
  type Storage,
  type Threadline,
  type ThreadlineOptions,
} from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock, type FakeClock } from '@threadline/core/testing'
import { carrierDouble, type CarrierDouble } from './carrier-double.js'
import { chatDouble, type ChatDouble, type StandingPost } from './chat-double.js'

export const customer = '+14155550123'
export const ourNumber = '+14155550100'

let count = 0
/** Of all desks: two of them can share a storage. */
const next = () => `id-${(count += 1)}`

/** A desk on doubles of both sides, with a clock moved by hand. */
export interface Desk {
  readonly threadline: Threadline
  readonly chat: ChatDouble
  readonly carrier: CarrierDouble
  readonly clock: FakeClock
  readonly storage: Storage
  /** Delivers webhook events and returns the response. */
  chatEvents(...events: readonly ChatEvent[]): Promise<Response>
  smsEvents(...events: readonly SmsEvent[]): Promise<Response>
  /** A customer's text, once everything it leads to is done. */
  text(text: string, from?: string, externalId?: string): Promise<void>
  /** A member's reply in the thread of the first root, once everything it leads to is done. */
  reply(text: string, overrides?: Partial<ChatMessageEvent>): Promise<void>
  click(action: ChatActionEvent['action'], subject: string, post?: StandingPost): Promise<void>
  receipt(receipt: Partial<DeliveryReceipt> & Pick<DeliveryReceipt, 'status'>): Promise<void>
  /** Resolves when the storage is at nothing, whatever call has not ended. */
  quiet(): Promise<void>
  /** Resolves when nothing is due any more. */
  settle(): Promise<void>
  /** Moves the clock in steps, letting everything that falls due happen. */
  wait(ms: number): Promise<void>
  views(type: PostView['type']): readonly StandingPost[]
  root(): StandingPost
}

export async function openDesk(
  overrides: Partial<ThreadlineOptions> & { readonly clock?: FakeClock; readonly chat?: ChatDouble } = {},
): Promise<Desk> {
  const clock = overrides.clock ?? fakeClock()
  const chat = overrides.chat ?? chatDouble()
  const carrier = carrierDouble()
  const storage = watched(overrides.storage ?? memoryStorage())
  const queue = memoryQueue({ clock })
  const threadline = createThreadline({
    workspaceId: 'T1',
    publicUrl: 'https://desk.example',
    chat,
    providers: { carrier },
    lines: [{ senders: [{ provider: 'carrier', address: ourNumber }] }],
    queue,
    clock,
    random: () => 0,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    ...overrides,
    storage,
  })
  const deliver = (path: string, events: readonly unknown[]) =>
    threadline.fetch(
      new Request(`http://localhost/threadline/${path}`, { method: 'POST', body: JSON.stringify(events) }),
    )
  const quiet = async () => {
    do await macrotask()
    while (storage.isBusy())
  }
  /** The queue does not know of what housekeeping is at, nor how long a storage takes to answer. */
  const settle = async () => {
    await queue.idle()
    await quiet()
    await queue.idle()
  }
  const root = () => {
    const found = chat.posts.find(({ post }) => post.view.type === 'root')
    if (!found) throw new Error('There is no root yet.')
    return found
  }

  const desk: Desk = {
    threadline,
    chat,
    carrier,
    clock,
    storage,
    settle,
    quiet,
    root,
    chatEvents: (...events) => deliver('chat', events),
    smsEvents: (...events) => deliver('sms/carrier', events),
    async text(text, from = customer, externalId = next()) {
      await desk.smsEvents({ type: 'text', externalId, from, to: ourNumber, text, media: [] })
      await settle()
    },
    async reply(text, overriding = {}) {
      await desk.chatEvents(memberMessage(next(), { text, thread: root().ref, ...overriding }))
      await settle()
    },
    async click(action, subject, post) {
      const author = { type: 'member', id: 'U1' } as const
      const event = { workspaceId: 'T1', identities: [next()], author, trigger: 'now', action, subject } as const
      await desk.chatEvents({ type: 'action', post: post?.ref, ...event })
      await settle()
    },
    async receipt(receipt) {
      await desk.smsEvents({ type: 'receipt', externalId: 'X1', rawStatus: receipt.status, ...receipt })
      await settle()
    },
    async wait(ms) {
      const stepMs = Math.max(500, Math.ceil(ms / 200))
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(Math.min(stepMs, ms - passed))
        await settle()
      }
    },
    views: (type) => chat.posts.filter(({ post }) => post.view.type === type),
  }
  await threadline.start()
  await settle()
  return desk
}

const macrotask = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Knows whether a storage is at something. */
function watched(storage: Storage): Storage & { isBusy(): boolean } {
  let running = 0
  const watch = async <Result>(work: Promise<Result>): Promise<Result> => {
    running += 1
    try {
      return await work
    } finally {
      running -= 1
    }
  }
  return {
    ...storage,
    isBusy: () => running > 0,
    transaction: (workspaceId, work) => watch(storage.transaction(workspaceId, work)),
    waitingLanes: (workspaceId, by, limit) => watch(storage.waitingLanes(workspaceId, by, limit)),
  }
}

/** A plain message of a full member in the shared channel. */
export function memberMessage(id: string, overrides: Partial<ChatMessageEvent> = {}): ChatMessageEvent {
  return {
    type: 'message',
    workspaceId: 'T1',
    identities: [`message:${id}`],
    post: { channelId: 'C1', messageId: `human-${id}` },
    kind: 'plain',
    author: { type: 'member', id: 'U1' },
    text: 'hello',
    sentAt: new Date('2030-01-07T10:00:00Z'),
    hasFiles: false,
    mentionsApp: false,
    ...overrides,
  }
}
