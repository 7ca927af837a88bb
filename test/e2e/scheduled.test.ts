import { beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from '@threadline/sandbox'
import { atDesk, customer, minute } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { buttons, inbox, marks, ownPosts, textIn } from './support/shown.js'

const at = atDesk()
const { text, say, root, thread, whispers } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

const slack = () => desk.sandbox.slack
const modals = () => slack().openViews(ana)
const inSeconds = (ms: number) => Math.floor((desk.clock.now().getTime() + ms) / 1000)
const isCard = (message: SlackMessage) =>
  buttons(message).some(({ action_id: id }) => String(id).includes('-scheduled'))
const card = () => thread(root()).findLast(isCard)

async function openFromDashboard(action: string): Promise<void> {
  await say('@threadline')
  await slack().click({
    as: ana,
    channel: 'sms',
    ts: ownPosts(desk).at(-1)?.ts ?? '',
    actionId: `threadline:${action}`,
  })
  await desk.settled()
}

async function schedule(words: string, ms: number) {
  await openFromDashboard('send-text')
  const [offer] = await slack().suggest({ as: ana, blockId: 'to', query: customer })
  const answer = await slack().submit({ as: ana, values: { to: offer?.value ?? '', text: words, at: inSeconds(ms) } })
  await desk.settle()
  return answer
}

async function press(action: string): Promise<void> {
  const { action_id: actionId } = buttons(card()!).find(({ action_id: id }) => String(id).includes(action)) ?? {}
  await slack().click({ as: ana, channel: 'sms', ts: card()?.ts ?? '', actionId: String(actionId) })
  await desk.settle()
}

describe('A3 Send later', () => {
  it('waits in its thread until its time, and leaves then', async () => {
    await text('Hi')
    expect(await schedule('See you', 10 * minute)).toEqual({ type: 'closed' })
    expect(inbox(desk, customer)).toEqual([])
    expect(textIn(card()?.blocks)).toContain('Scheduled to')
    await desk.pass(10 * minute)
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['See you'])
    expect(card()).toBeUndefined()
    expect(marks(desk, thread(root()).at(-1)?.ts ?? '')).toContain('vibration_mode')
  })

  it('tells at the field that a time has passed, and keeps what was typed', async () => {
    const answer = await schedule('See you', -5 * minute)
    expect(answer).toEqual({ type: 'errors', errors: { at: expect.stringContaining('passed') as string } })
    expect(modals()).toHaveLength(1)
  })

  it('is sent at once by its button, edited by its form, and canceled', async () => {
    await text('Hi')
    await schedule('one', 10 * minute)
    await press('edit-scheduled')
    await slack().submit({ as: ana, values: { text: 'two', at: inSeconds(20 * minute) } })
    await desk.settle()
    expect(textIn(card()?.blocks)).toContain('two')
    const edited = card()?.ts ?? ''
    await press('send-scheduled')
    expect(inbox(desk, customer)).toEqual(['two'])
    expect(thread(root()).some(({ ts }) => ts === edited)).toBe(false)
    await schedule('three', 10 * minute)
    const canceled = card()?.ts ?? ''
    await press('cancel-scheduled')
    expect(textIn(thread(root()).find(({ ts }) => ts === canceled)?.blocks)).toContain('Canceled')
    await desk.pass(20 * minute)
    expect(inbox(desk, customer)).toEqual(['two'])
    expect(whispers(ana)).toEqual([])
  })

  it('is listed by the dashboard, where it can be canceled', async () => {
    await text('Hi')
    await schedule('one', 10 * minute)
    await openFromDashboard('scheduled')
    const [list] = modals()
    expect(textIn(list?.definition['blocks'])).toContain('one')
    await slack().clickInView({ as: ana, viewId: list?.id ?? '', actionId: 'threadline:cancel-scheduled' })
    await desk.settle()
    expect(textIn(modals()[0]?.definition['blocks'])).toContain('Nothing is scheduled')
  })
})
