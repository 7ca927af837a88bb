import { describe, expect, it } from 'vitest'
import { memberMessage, openDesk, type Desk } from '../support/desk.js'

const add = (desk: Desk, id: string, name: string, address: string) =>
  desk.storage.transaction('T1', (tx) =>
    tx.contacts.save({ id, name, address, consent: 'open', createdAt: new Date(0) }),
  )

describe('a command to a name', () => {
  it('finds the contact although many others contain the name', async () => {
    const desk = await openDesk()
    for (let index = 0; index < 20; index += 1) {
      await add(desk, `c${index}`, `Adrianna ${index}`, `+141555501${10 + index}`)
    }
    await add(desk, 'ann', 'Ann', '+14155550150')
    await desk.chatEvents(memberMessage('1', { text: 'send Ann: Hello' }))
    await desk.settle()
    expect(desk.carrier.texts.map(({ to }) => to)).toEqual(['+14155550150'])
  })

  it('goes to nobody when two have the name, however many others contain it', async () => {
    const desk = await openDesk()
    for (let index = 0; index < 19; index += 1) {
      await add(desk, `c${index}`, `Adrianna ${index}`, `+141555501${10 + index}`)
    }
    await add(desk, 'ann-1', 'Ann', '+14155550150')
    await add(desk, 'ann-2', 'Ann', '+14155550151')
    await desk.chatEvents(memberMessage('1', { text: 'send Ann: Your results are in' }))
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
  })
})
