import { createThreadline } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { fakeClock } from '@threadline/core/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { carrierDouble } from './support/carrier-double.js'
import { chatDouble } from './support/chat-double.js'
import { customer } from './support/desk.js'

const clock = fakeClock()
const storage = memoryStorage()
const queue = memoryQueue({ clock })
const desks = new Map<string, ReturnType<typeof openDesk>>()

afterEach(async () => {
  await Promise.all([...desks.values()].map(({ threadline }) => threadline.stop()))
  desks.clear()
})

/** One of many desks of this process: the storage and the queue are those of all. */
function openDesk(workspaceId: string) {
  const carrier = carrierDouble()
  const threadline = createThreadline({
    workspaceId,
    publicUrl: 'https://desk.example',
    chat: chatDouble(),
    providers: { carrier },
    lines: [{ senders: [{ provider: 'carrier', address: '+14155550100' }] }],
    storage,
    queue,
    clock,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  })
  const desk = { threadline, carrier }
  desks.set(workspaceId, desk)
  return desk
}

const sent = ({ carrier }: ReturnType<typeof openDesk>) => carrier.texts.map(({ text }) => text)

describe('desks of several workspaces on one queue', () => {
  it('each get their own wake-ups, whoever was started last', async () => {
    const [one, two] = [openDesk('T1'), openDesk('T2')]
    await one.threadline.start()
    await two.threadline.start()
    await one.threadline.send({ to: customer, text: 'from one' })
    await two.threadline.send({ to: customer, text: 'from two' })
    await queue.idle()
    expect([sent(one), sent(two)]).toEqual([['from one'], ['from two']])
  })

  it('go on when one of them stops, which begins nothing more and finds it when it is started again', async () => {
    const [one, two] = [openDesk('T3'), openDesk('T4')]
    await Promise.all([one.threadline.start(), two.threadline.start()])
    await one.threadline.stop()
    await one.threadline.send({ to: customer, text: 'from one' })
    await two.threadline.send({ to: customer, text: 'from two' })
    await queue.idle()
    expect([sent(one), sent(two)]).toEqual([[], ['from two']])
    await one.threadline.start()
    await queue.idle()
    expect(sent(one)).toEqual(['from one'])
  })

  it('wait for their own deliveries when they stop, and not for those of others', async () => {
    const [one, two] = [openDesk('T5'), openDesk('T6')]
    await Promise.all([one.threadline.start(), two.threadline.start()])
    const [slow, other] = [holdSends(one), holdSends(two)]
    await one.threadline.send({ to: customer, text: 'from one' })
    await two.threadline.send({ to: customer, text: 'from two' })
    await Promise.all([slow.begun, other.begun])
    let isStopped = false
    const stopped = one.threadline.stop().then(() => (isStopped = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isStopped).toBe(false)
    slow.release()
    await stopped
    expect([sent(one), sent(two)]).toEqual([['from one'], []])
    other.release()
    await queue.idle()
    expect(sent(two)).toEqual(['from two'])
  })
})

/** Keeps the texts of a desk under way until they are released. */
function holdSends({ carrier }: ReturnType<typeof openDesk>) {
  const { send } = carrier
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  const begun = new Promise<void>((resolve) => {
    carrier.send = async (text) => {
      resolve()
      await released
      return send(text)
    }
  })
  return { begun, release }
}
