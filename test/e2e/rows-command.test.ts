import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { inbox, isHeadedBy, marks, rootOf } from './support/shown.js'

const at = atDesk()
const { text, say, root, thread, whispers } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

describe('A14 the power command', () => {
  it.each([
    'send 4155550123 Hello from support!',
    'send (415) 555-0123 Hello from support!',
    'send 415-555-0123 Hello from support!',
    'send 415.555.0123: Hello from support!',
    'send +1 415 555 0123 Hello from support!',
    'send +14155550123 Hello from support!',
    'Send 1 415 555 0123\nHello from support!',
    'SEND   4155550123   Hello from support!',
  ])('sends what %j says', async (command) => {
    await say(command)
    expect(inbox(desk, customer)).toEqual(['Hello from support!'])
    expect(isHeadedBy(rootOf(desk, customer), customer)).toBe(true)
    expect(marks(desk, root())).toContain('vibration_mode')
  })

  it('knows a contact by name, in whatever case', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await say('send jane doe: Hello')
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })

  it('sends to nobody when two have the name, and says so', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await desk.threadline.contacts.add({ number: '+14155550124', name: 'Jane Doe' })
    await say('send Jane Doe: Hello')
    expect(desk.sandbox.carrier.texts()).toEqual([])
    expect(whispers(ana)).toEqual([expect.stringMatching(/more than one|2 contacts/)])
  })

  it('uses the conversation there is, and says where', async () => {
    await text('Hi')
    await say('send 4155550123 Hello')
    expect(thread(root())).toHaveLength(2)
    expect(whispers(ana)).toEqual([expect.stringMatching(/conversation/i)])
  })

  it.each(['send 4155550123', 'send 415555 Hello', 'send Jane Doe: Hello'])(
    'says why it does not send %j',
    async (command) => {
      await say(command)
      expect(desk.sandbox.carrier.texts()).toEqual([])
      expect(whispers(ana)).toHaveLength(1)
    },
  )

  it.each(['send the report to Ben please', 'Please send 4155550123 Hello', 'sending 4155550123 Hello'])(
    'is not %j',
    async (words) => {
      await say(words)
      expect(desk.sandbox.carrier.texts()).toEqual([])
      expect(whispers(ana)).toEqual([])
    },
  )

  it("does nothing in a channel that is no line's", async () => {
    desk.sandbox.slack.addChannel({ name: 'help' })
    desk.sandbox.slack.say({ as: ana, channel: 'help', text: 'send 4155550123 Hello' })
    await desk.settle()
    expect(desk.sandbox.carrier.texts()).toEqual([])
  })

  it('does not send for a guest', async () => {
    await say('send 4155550123 Hello', undefined, desk.member('Guest'))
    expect(inbox(desk, customer)).toEqual([])
  })
})
