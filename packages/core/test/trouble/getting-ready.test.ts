import { memoryStorage } from '@threadline/core/memory'
import { describe, expect, it } from 'vitest'
import { carrierDouble } from '../support/carrier-double.js'
import { openDesk } from '../support/desk.js'

const to = '+14155550123'

describe('a provider that has something to load', () => {
  it('has loaded it before a text is recorded as started', async () => {
    const storage = memoryStorage()
    const before = await openDesk({ storage })
    await before.threadline.stop()
    await before.threadline.send({ to, text: 'Hello' })

    const seen: string[] = []
    const carrier = carrierDouble()
    const { send } = carrier
    carrier.send = async (text) => {
      seen.push('sent')
      return send(text)
    }
    carrier.prepare = async () => {
      const head = await headOfEveryLane()
      seen.push(`prepared while ${head.join()}`)
    }
    const headOfEveryLane = async () => {
      const waiting = await storage.waitingLanes('T1', new Date('2999-01-01T00:00:00Z'), 10)
      return storage.transaction('T1', async ({ outbox }) => {
        const heads = await Promise.all(waiting.map(({ lane }) => outbox.head(lane)))
        return heads.filter((entry) => entry?.effect.type === 'send-text').map((entry) => entry?.state)
      })
    }

    const after = await openDesk({ storage, providers: { carrier } })
    await after.settle()
    expect(seen).toEqual(['prepared while pending', 'sent'])
  })

  it('does not keep the desk from starting when it cannot', async () => {
    const carrier = carrierDouble()
    carrier.prepare = () => Promise.reject(new Error('There is no such module.'))
    const desk = await openDesk({ providers: { carrier } })
    await desk.text('Hi')
    expect(desk.views('root')).toHaveLength(1)
  })
})
