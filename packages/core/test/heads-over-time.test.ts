import { describe, expect, it } from 'vitest'
import type { HeadView } from '@threadline/core'
import { headOf } from '../src/domain/head.js'
import { fc } from './support/fast-check.js'
import { openDesk, type Desk } from './support/desk.js'
import { conversationOf, shownHead } from './support/heads.js'
import { chatUnknown } from './support/chat-double.js'

const steps = ['claim', 'close', 'reopen', 'inbound', 'reply', 'eyes', 'word', 'hide', 'tag', 'assign', 'wait'] as const
type Step = (typeof steps)[number]

const history = fc.array(
  fc.record({
    step: fc.constantFrom(...steps),
    /** The next update of a post gets lost, or nobody knows whether it arrived. */
    trouble: fc.constantFrom(undefined, undefined, 'lost', 'accepted'),
    isSettled: fc.boolean(),
  }),
  { maxLength: 15 },
)

describe('over random histories', () => {
  it('the head shows the state, and there is a card at most while somebody waits, and one at most', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (happenings) => {
        const desk = await openDesk()
        await desk.text('Hi')
        const { id } = await conversationOf(desk)
        for (const { isSettled, step, trouble } of happenings) {
          if (trouble) desk.chat.script('update', { outcome: chatUnknown, wasAccepted: trouble === 'accepted' })
          await play(desk, id, step)
          if (isSettled) await expectRule(desk)
        }
        // As long as all back-offs of a history together.
        await desk.wait(50 * 60_000)
        await expectRule(desk)
        await expectTruth(desk)
      }),
      { numRuns: 60 },
    )
  })
})

let count = 0
async function play(desk: Desk, id: string, step: Step): Promise<void> {
  const author = { type: 'member', id: 'U1' } as const
  const identities = [`history:${(count += 1)}`] as const
  switch (step) {
    case 'claim':
    case 'close':
    case 'reopen':
    case 'hide':
      return desk.click(step, id)
    case 'inbound':
      return desk.text('Hello?')
    case 'reply':
      return desk.reply('Yes')
    case 'word':
      return desk.reply('close')
    case 'eyes':
      await desk.chatEvents({
        type: 'reaction',
        workspaceId: 'T1',
        identities,
        author,
        post: desk.root().ref,
        emoji: '👀',
      })
      return desk.settle()
    case 'tag':
      await desk.threadline.conversations.tag(id, `tag ${count}`)
      return
    case 'assign':
      await desk.threadline.conversations.assign(id, 'U1')
      return
    case 'wait':
      return desk.wait(100_000)
    default:
      step satisfies never
  }
}

async function expectRule(desk: Desk): Promise<void> {
  await desk.settle()
  const { notification } = await conversationOf(desk)
  const cards = desk.views('notification').map(({ ref }) => ref)
  expect(cards).toEqual(notification.card ? [notification.card] : [])
  if (!notification.waiting) expect(cards).toEqual([])
}

async function expectTruth(desk: Desk): Promise<void> {
  const conversation = await conversationOf(desk)
  const contact = await desk.storage.transaction('T1', (tx) => tx.contacts.find(conversation.contactId))
  if (!contact) throw new Error('There is no contact.')
  expect(plain(shownHead(desk).head)).toEqual(plain(headOf(conversation, contact)))
  const view = desk.views('notification').map(({ ref }) => desk.chat.shown(ref))[0]
  if (view?.type === 'notification') expect(view.assigneeId).toBe(conversation.assigneeId)
}

const plain = (head: HeadView): unknown => JSON.parse(JSON.stringify(head))
