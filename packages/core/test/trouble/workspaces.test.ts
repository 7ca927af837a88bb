import { createThreadline } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { describe, expect, it } from 'vitest'
import { carrierDouble } from '../support/carrier-double.js'
import { chatDouble } from '../support/chat-double.js'
import { customer, openDesk, ourNumber } from '../support/desk.js'

describe('two workspaces on one storage', () => {
  it('never perform each other’s effects: neither posts nor texts the other’s words', async () => {
    const storage = memoryStorage()
    const other = otherWorkspace(storage)
    await other.threadline.send({ to: customer, text: 'said in T2 only' })

    const desk = await openDesk({ storage })
    await desk.wait(60_000)
    expect(desk.carrier.texts).toEqual([])
    expect(desk.chat.posts).toEqual([])
  })
})

/** Takes texts in, and is not delivering (a deploy, or another process). */
function otherWorkspace(storage: ReturnType<typeof memoryStorage>) {
  const clock = { now: () => new Date('2030-01-07T10:00:00Z'), setTimer: () => () => undefined }
  const threadline = createThreadline({
    workspaceId: 'T2',
    publicUrl: 'https://other.example',
    chat: chatDouble(),
    providers: { carrier: carrierDouble() },
    lines: [{ senders: [{ provider: 'carrier', address: ourNumber.replace('0100', '0101') }] }],
    storage,
    clock,
    queue: memoryQueue({ clock }),
  })
  return { threadline }
}

describe('the workspace id', () => {
  it.each(['acme/desk', 'acme.com'])(
    '%s works in every key it becomes part of, or is refused at once',
    async (workspaceId) => {
      let desk
      try {
        desk = await openDesk({ workspaceId })
      } catch (error) {
        expect(error).toMatchObject({ code: 'configuration.invalid' })
        return
      }
      await desk.threadline.send({ to: customer, text: 'Hello' })
      await desk.settle()
      expect(desk.carrier.texts).toHaveLength(1)
      const reference = desk.carrier.texts[0]?.reference
      await desk.receipt({ reference, externalId: 'not-known', status: 'delivered' })
      expect(desk.chat.marks.map(({ mark }) => mark)).toEqual(['delivered'])
    },
  )
})
