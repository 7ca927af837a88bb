import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk } from './support/at-desk.js'
import { atWindows } from './support/at-windows.js'
import { deskNumber, type TestDesk } from './support/desk.js'
import { cards, inbox, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { choose, submit, words } = atWindows(at.desk, at.say)

const list = Array.from({ length: 30 }, (_, n) => `+141555501${n + 10}`)
const [first = '', second = ''] = list
const optedOut = list[7] ?? ''
const announcement = 'We are open on Sunday.'

let desk: TestDesk
beforeEach(() => {
  desk = at.desk()
})

const texted = () => list.filter((number) => inbox(desk, number).length > 0)
const progress = () => ownPosts(desk).filter(({ blocks }) => textIn(blocks).includes('broadcast'))
const shown = () => textIn(progress()[0]?.blocks)

/** Somebody on the list has opted out; then the list is pasted, and what comes of it is shown. */
async function preview(): Promise<void> {
  desk.sandbox.carrier.text({ from: optedOut, to: deskNumber, body: 'STOP' })
  await desk.settle()
  await choose('Broadcast')
  const answer = await submit({ numbers: list.join('\n'), text: announcement })
  expect(answer).toMatchObject({ type: 'pushed' })
}

async function press(action: string): Promise<void> {
  const ts = progress()[0]?.ts ?? ''
  await desk.sandbox.slack.click({ as: desk.member('Ana'), channel: 'sms', ts, actionId: `threadline:${action}` })
  await desk.settle()
}

describe('a broadcast', () => {
  it('texts everybody on a pasted list but whoever opted out, in one post, and answers have threads of their own', async () => {
    await desk.threadline.settings.changeLine('main', { broadcastPerMinute: 600 })
    await preview()
    expect(words()).toContain('29 people get this text')
    expect(words()).toContain('1 × opted out')
    expect(words()).toContain(announcement)
    const postsBefore = ownPosts(desk).length
    expect(await submit({})).toEqual({ type: 'closed' })
    await desk.pass(40_000)
    expect(list.flatMap((number) => inbox(desk, number)).filter((body) => body === announcement)).toHaveLength(29)
    expect(inbox(desk, optedOut)).not.toContain(announcement)
    expect(ownPosts(desk)).toHaveLength(postsBefore + 1)
    expect(shown()).toContain('A broadcast is done')
    expect(shown()).toContain('29 sent')

    desk.sandbox.carrier.text({ from: first, to: deskNumber, body: 'Great!' })
    await desk.settle()
    const root = rootOf(desk, first)
    expect(textIn(root.blocks)).toContain(announcement)
    expect(at.thread(root.ts).map(({ text }) => text)).toContainEqual(expect.stringContaining('Great!'))
    expect(cards(desk)).toHaveLength(1)
    await at.say('See you', root.ts)
    expect(inbox(desk, first)).toEqual([announcement, 'See you'])
  })

  it('stops when somebody cancels it: the rest never leaves', async () => {
    await preview()
    await submit({})
    await desk.pass(5_000)
    await press('pause-broadcast')
    expect(shown()).toContain('is paused')
    const before = texted()
    await desk.pass(10_000)
    expect(texted()).toEqual(before)
    await press('start-broadcast')
    await desk.pass(3_000)
    await press('cancel-broadcast')
    const left = texted()
    expect(left.length).toBeGreaterThan(before.length)
    expect(left.length).toBeLessThan(29)
    await desk.pass(60_000)
    expect(texted()).toEqual(left)
    expect(shown()).toContain('was canceled')
  })

  it('takes a list with a bad row all the same: that one is shown, and whoever closes the preview finds what was typed', async () => {
    await choose('Broadcast')
    const rows = `Jane Doe, ${first}\n${second}, Joe\nBob, 12\n${second}`
    expect(await submit({ numbers: rows, text: announcement })).toMatchObject({ type: 'pushed' })
    expect(words()).toContain('2 people get this text')
    expect(words()).toContain('Line 3, “Bob, 12”: That number is too short for the US.')
    expect(words()).toContain('A number of the list stands in it again')
    desk.sandbox.slack.closeView({ as: desk.member('Ana') })
    expect(words()).toContain('Nothing leaves yet')
    expect(await submit({ numbers: rows.replace('12', list[2]!), text: announcement })).toMatchObject({
      type: 'pushed',
    })
    expect(words()).toContain('3 people get this text')
    expect(words()).not.toContain('cannot be used')
    expect(await submit({})).toEqual({ type: 'closed' })
    expect(desk.sandbox.slack.openViews(desk.member('Ana'))).toEqual([])
    await desk.pass(60_000)
    expect(texted()).toEqual([first, second, list[2]])
  })

  it('tells what is wrong with a list, and takes nobody who may not', async () => {
    await choose('Broadcast')
    const wrong = await submit({ numbers: '12\n13', text: announcement })
    const sentence = expect.stringContaining('Line 1: That number is too short') as string
    expect(wrong).toMatchObject({ type: 'errors', errors: { numbers: sentence } })
    const nobody = await submit({ numbers: '', text: announcement })
    expect(nobody).toMatchObject({ type: 'errors', errors: { tag: 'Nobody is on that list.' } })
    const ben = desk.member('Ben')
    await at.say('@threadline')
    const dashboard = ownPosts(desk).at(-1)!
    await desk.sandbox.slack.click({ as: ben, channel: 'sms', ts: dashboard.ts, actionId: 'threadline:broadcast' })
    await desk.settle()
    expect(at.whispers(ben).join()).toContain('text many people at once')
  })
})
