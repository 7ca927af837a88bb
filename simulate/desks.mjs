import { createThreadline } from '@threadline/core'
import { createAdapters } from './adapters.mjs'

const sender = '+14155550100'
const quiet = { debug() {}, info() {}, warn() {}, error() {} }

/** Desks of many workspaces in one process, on one storage and one queue, as a host would have them. */
export function createDesks({ clock, count, queue, random, storage, onPost, onText, answersText }) {
  let unread = 0

  const desks = Array.from({ length: count }, (_value, index) => {
    const { carrier, chat } = createAdapters({
      clock,
      random,
      onPost: (view) => onPost(index, view),
      onText: (text) => onText(index, text),
      answersText: () => answersText(index),
      onRead: () => (unread -= 1),
    })
    return createThreadline({
      workspaceId: `T${index}`,
      publicUrl: 'https://desk.example',
      chat,
      providers: { carrier },
      lines: [{ senders: [{ provider: 'carrier', address: sender }] }],
      callTimeoutMs: 30_000,
      storage,
      queue,
      clock,
      random,
      logger: quiet,
    })
  })

  return {
    /** Whether a webhook's body is being read, which takes turns of the loop but none of the clock's time. */
    isReading: () => unread > 0,
    /** Starts them one after the other over `ms` milliseconds, so that their sweeps are spread as evenly. */
    async start(ms) {
      for (const [index, desk] of desks.entries())
        clock.setTimer(new Date(clock.now().getTime() + (ms * index) / count), () => void desk.start())
    },
    send: (index, to, text) => desks[index].send({ to, text }),
    async receive(index, from, text) {
      unread += 1
      const body = JSON.stringify([{ type: 'text', externalId: `${from}:${text}`, from, to: sender, text, media: [] }])
      const request = new Request('http://localhost/threadline/sms/carrier', { method: 'POST', body })
      const { status } = await desks[index].fetch(request)
      if (status !== 200) throw new Error(`A webhook was answered with ${status}.`)
    },
    async stop() {
      await Promise.all(desks.map((desk) => desk.stop()))
    },
  }
}
