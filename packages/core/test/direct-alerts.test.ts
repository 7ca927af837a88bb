import type { ChatFailureCategory } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { beforeEach, describe, expect, it } from 'vitest'
import { chatDouble, chatUnknown, type ChatDouble } from './support/chat-double.js'
import { openDesk, type Desk } from './support/desk.js'

const minute = 60_000
const account = { category: 'account', code: '1', detail: 'No credit is left.' } as const

/** A chat platform at which members can be told directly. */
const direct = (): ChatDouble => ({ ...chatDouble(), takesDirectPosts: true })

let desk: Desk
beforeEach(async () => {
  desk = await openDesk({ chat: direct() })
  await desk.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5', 'U6'] } })
  await desk.text('Hi')
})

async function spoil(words = 'hello', on = desk): Promise<void> {
  on.carrier.script({ outcome: { type: 'refused', retryable: false, failure: account } })
  await on.reply(words)
}
const alerts = (on = desk) =>
  on.views('alert').map(({ post: { target, view } }) => ({
    channel: target.channel,
    text: view.type === 'alert' ? view.text : '',
    memberIds: view.type === 'alert' ? view.memberIds : [],
  }))
const places = (on = desk) =>
  alerts(on)
    .map(({ channel }) => channel)
    .toSorted()

describe('whoever is named for it', () => {
  it('is told directly, each once per cause, and the channel of the line stays clean', async () => {
    for (const words of ['one', 'two', 'three']) await spoil(words)
    expect(places()).toEqual(['@U5', '@U6'])
    expect(alerts()[0]).toMatchObject({ text: 'No credit is left. (carrier, 1)' })
  })

  it('is told of somebody who asks the admin, too', async () => {
    await spoil()
    const view = desk.views('failure')[0]?.post.view
    const subject =
      view?.type === 'failure' ? (view.buttons.find((one) => one.action === 'ask-admin')?.subject ?? '') : ''
    await desk.click('ask-admin', subject, desk.views('failure')[0])
    expect(places()).toEqual(['@U5', '@U5', '@U6', '@U6'])
  })

  it('is told in the channel that is named, instead', async () => {
    await desk.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5', 'U6'], channel: 'C7' } })
    await spoil()
    expect(alerts()).toMatchObject([{ channel: 'C7', memberIds: ['U5', 'U6'] }])
  })

  it('is told by name in the channel of the line where chat takes no direct posts', async () => {
    const plain = await openDesk()
    await plain.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5'] } })
    await plain.text('Hi')
    await spoil('hello', plain)
    expect(alerts(plain)).toMatchObject([{ channel: 'C1', memberIds: ['U5'] }])
  })

  it('is still the one of before several could be named', async () => {
    await desk.threadline.settings.changeWorkspace({ alerts: { memberId: 'U5' } })
    await spoil()
    expect(places()).toEqual(['@U5'])
  })

  it('is told that a line has lost its channel, which nobody could read there', async () => {
    desk.chat.gone.set('C1', 'archived')
    await desk.text('Anybody?')
    await desk.wait(minute)
    expect(places()).toEqual(['@U5', '@U6'])
  })
})

describe('whom no direct message reaches', () => {
  it.each<ChatFailureCategory>(['missing-scope', 'not-permitted', 'place-missing', 'other'])(
    'is told in the channel of the line, by name and with why: %s',
    async (category) => {
      desk.chat.gone.set('@U5', category)
      await spoil()
      await spoil('again')
      expect(places()).toEqual(['@U6', 'C1'])
      expect(alerts().find(({ channel }) => channel === 'C1')).toMatchObject({
        memberIds: ['U5'],
        text: expect.stringMatching(/^No credit is left\..*\nThis is said here because/) as string,
      })
    },
  )

  it('for a while only is told directly after it, and nowhere else', async () => {
    desk.chat.gone.set('@U5', 'platform-down')
    await spoil()
    expect(places()).toEqual(['@U6'])
    desk.chat.gone.delete('@U5')
    await desk.wait(10 * minute)
    expect(places()).toEqual(['@U5', '@U6'])
  })
})

describe('an alert of which nobody knows whether it is there', () => {
  it.each([true, false])('is read back before it is said again (it is there: %s)', async (wasAccepted) => {
    await desk.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5'] } })
    const { post } = desk.chat
    let calls = 0
    const chat: ChatDouble = {
      ...desk.chat,
      async post(workspaceId, given) {
        if (given.view.type === 'alert' && (calls += 1) === 1)
          desk.chat.script('post', { outcome: chatUnknown, wasAccepted })
        return post(workspaceId, given)
      },
    }
    await desk.threadline.stop()
    const other = await openDesk({ storage: desk.storage, clock: desk.clock, chat })
    await spoil('hello', other)
    await other.wait(10 * minute)
    expect(places(other)).toEqual(['@U5'])
    expect(calls).toBe(wasAccepted ? 1 : 2)
  })
})

describe('replicas and restarts', () => {
  it('two desks on one storage tell each admin once', async () => {
    const storage = memoryStorage()
    const chat = direct()
    const first = await openDesk({ storage, chat })
    const second = await openDesk({ storage, chat, clock: first.clock })
    await first.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5', 'U6'] } })
    await first.text('Hi')
    await first.wait(5_000)
    await Promise.all([spoil('one', first), spoil('two', second)])
    await first.wait(minute)
    expect(places(first)).toEqual(['@U5', '@U6'])
  })

  it('a desk that is started again tells nobody once more', async () => {
    const storage = memoryStorage()
    const chat = direct()
    const before = await openDesk({ storage, chat })
    await before.threadline.settings.changeWorkspace({ alerts: { memberIds: ['U5'] } })
    await before.text('Hi')
    await spoil('one', before)
    await before.threadline.stop()
    const after = await openDesk({ storage, chat, clock: before.clock })
    await spoil('two', after)
    await after.wait(minute)
    expect(places(after)).toEqual(['@U5'])
  })
})
