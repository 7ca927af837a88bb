import type { InteractionAnswer, Submitted } from '@threadline/sandbox'
import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { buttons, ownPosts } from './support/shown.js'

const at = atDesk()
const slack = () => desk.sandbox.slack

let desk: TestDesk
let ana: string
let dashboard: string
beforeEach(async () => {
  desk = at.desk()
  ana = desk.member('Ana')
  await at.text('Hi')
  await at.say('@threadline')
  dashboard = ownPosts(desk).at(-1)?.ts ?? ''
})

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Lets time pass in tenths of a second, and the wire carry what it has, until somebody has their answer. */
async function answered<Answer>(
  doing: Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly afterMs: number }> {
  const begin = desk.clock.now().getTime()
  let afterMs: number | undefined
  const answer = doing.finally(() => (afterMs = desk.clock.now().getTime() - begin))
  while (afterMs === undefined) {
    for (let turn = 0; turn < 40; turn += 1) await pause()
    if (afterMs === undefined) desk.clock.advance(100)
  }
  return { answer: await answer, afterMs }
}

const click = (as: string, action: string): Promise<InteractionAnswer> =>
  slack().click({ as, channel: 'sms', ts: dashboard, actionId: `threadline:${action}` })

/** Every call of the Web API takes 2.5 seconds from here on. */
const slowly = () => slack().slow({ ms: 2_500, time: 'clock' })

describe('with a Slack that takes 2.5 seconds for everything', () => {
  it.each(['send-text', 'scheduled', 'inbox', 'settings', 'contacts'])(
    'a click on %s is acknowledged in three, and the form is there',
    async (action) => {
      expect(buttons(ownPosts(desk).at(-1)!).map(({ action_id: id }) => id)).toContain(`threadline:${action}`)
      await know(ana)
      slowly()
      const { afterMs, answer } = await answered(click(ana, action))
      expect(answer).toMatchObject({ type: 'answered' })
      expect(afterMs).toBeLessThan(3_000)
      expect(slack().openViews(ana)).toHaveLength(1)
    },
  )

  it('whoever is not known yet is told to click again, in time', async () => {
    slowly()
    const ben = desk.member('Ben')
    const first = await answered(click(ben, 'send-text'))
    expect(first.answer).toMatchObject({ type: 'answered' })
    expect(first.afterMs).toBeLessThan(3_000)
    slack().slow({ ms: 0 })
    desk.clock.advance(3_000)
    await desk.pass(5_000)
    expect(at.whispers(ben)).toEqual([expect.stringMatching(/do it again/)])
    slowly()
    expect(await answered(click(ben, 'send-text'))).toMatchObject({ answer: { type: 'answered' } })
    expect(slack().openViews(ben)).toHaveLength(1)
  })

  it('a submitted form is answered at once', async () => {
    await know(ana)
    slowly()
    const { afterMs, answer } = await answered<Submitted>(submit())
    expect(answer).toEqual({ type: 'closed' })
    expect(afterMs).toBeLessThan(500)
    slack().slow({ ms: 0 })
    await desk.pass(5_000)
  })
})

/** Has somebody looked up, by a click that opens the form of Send text. */
async function know(member: string): Promise<void> {
  await click(member, 'send-text')
  await desk.settle()
}

async function submit(): Promise<Submitted> {
  const [offer] = await slack().suggest({ as: ana, blockId: 'to', query: '4155550123' })
  return slack().submit({ as: ana, values: { to: offer?.value ?? '', text: 'Hello' } })
}
