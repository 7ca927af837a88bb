import type { ActionName, FormName } from '@threadline/core'
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { openDesk, ourNumber, type Desk } from './support/desk.js'
import { buttons } from './ways-in/buttons.js'
import { eventNames, eventsOf, kept, phones, recorded, type Told } from './ways-in/compare.js'
import { forms } from './ways-in/forms.js'
import { press, submit } from './ways-in/press.js'
import { channels, fields, spoken } from './ways-in/spoken.js'
import { groupsOf, isShowing, type Doing, type Showing, type Way, type WaysIn } from './ways-in/way.js'
import { rowsUnder, writtenDoing, writtenShowing } from './ways-in/written.js'

/** Everything that can be done in chat, each with what does the same from code. */
const ways: WaysIn = { button: buttons, form: forms, ...spoken, field: fields, channel: channels }

const rows = Object.entries(ways).flatMap(([group, entries]) =>
  Object.entries(entries as Readonly<Record<string, Way>>).map(([name, way]) => ({ group, name, way })),
)
const doings = rows.flatMap(({ group, name, way }) =>
  isShowing(way) ? [] : way.map((doing) => ({ group, name, doing, title: `${group} ${name}: ${doing.what}` })),
)
const showings = rows.flatMap(({ group, name, way }) =>
  isShowing(way) ? [{ group, name, way, title: `${group} ${name}: ${way.what}` }] : [],
)

interface Ended {
  readonly told: Told
  readonly kept: string
  readonly phones: string
}

/** Does something on a desk of its own, and says what came of it. */
async function after({ line, prepare }: Partial<Doing>, act: (desk: Desk, subject: string) => Promise<unknown>) {
  const desk = await openDesk({ lines: [{ senders: [{ provider: 'carrier', address: ourNumber }], ...line }] })
  const subject = (await prepare?.(desk)) ?? ''
  await desk.settle()
  const told = eventsOf(desk.threadline)
  const before = await kept(desk)
  await act(desk, subject)
  await desk.settle()
  // What waits in the undo window of the line leaves.
  if (line?.undoWindowMs) await desk.wait(60_000)
  const ended: Ended = { told, kept: await kept(desk), phones: phones(desk) }
  return { desk, before, ended }
}

/** What is pressed, submitted or said. */
function inSlack(group: string, name: string, { inSlack: special, values = {} }: Partial<Doing> & Partial<Showing>) {
  if (special) return special
  if (group === 'form') return (desk: Desk, subject: string) => submit(desk, name as FormName, subject, values)
  if (group === 'button') return (desk: Desk, subject: string) => press(desk, name as ActionName, subject)
  return async () => undefined
}

describe('what is done in Slack is told on the bus', () => {
  it.each(doings)('$title', async ({ doing, group, name }) => {
    const { ended } = await after(doing, inSlack(group, name, doing))
    for (const event of doing.events) expect(ended.told.names(), event).toContain(event)
  })
})

describe('the same is done from code, with the same events and the same outcome', () => {
  it.each(doings.filter(({ doing }) => doing.inCode))('$title', async ({ doing, group, name }) => {
    const { ended: slack } = await after(doing, inSlack(group, name, doing))
    const used: string[] = []
    const { ended: code } = await after(doing, async ({ threadline }, subject) =>
      doing.inCode?.(recorded(threadline, used), subject),
    )
    expect(used.toSorted()).toEqual([...doing.code].toSorted())
    expect(code.phones).toEqual(slack.phones)
    if (doing.compares === 'phones') return
    expect(code.kept).toEqual(slack.kept)
    expect(code.told.all()).toEqual(slack.told.all())
  })

  it('or there is a reason why it is not', () => {
    for (const { doing, title } of doings) {
      if (!doing.inCode) expect(doing, title).toMatchObject({ code: [], because: expect.any(String) as string })
    }
  })
})

describe('what only shows something changes nothing and tells nothing', () => {
  it.each(showings)('$title', async ({ group, name, way }) => {
    const { before, desk, ended } = await after(way, inSlack(group, name, way))
    expect(ended.told.names()).toEqual([])
    expect(ended.kept).toBe(before)
    if (way.opens !== undefined) expect(desk.chat.forms.at(-1)?.name).toBe(way.opens)
  })
})

describe('docs/events.md', () => {
  const read = () => readFile(new URL('../../../docs/events.md', import.meta.url), 'utf8')

  it('names each way in, with what does the same and what is told', async () => {
    expect(rowsUnder(await read(), 'Each way in Slack, from code')).toEqual(
      doings.map(({ doing }) => writtenDoing(doing)),
    )
  })

  it('names what only shows something', async () => {
    expect(rowsUnder(await read(), 'What only shows something')).toEqual(showings.map(({ way }) => writtenShowing(way)))
  })

  it('names every event', async () => {
    const named = rowsUnder(await read(), 'Events').map((row) => row.split('`')[1] ?? '')
    expect(named.toSorted()).toEqual(Object.keys(eventNames).toSorted())
  })
})

it('every kind of event from chat has its ways in', () => {
  expect(Object.values(groupsOf).flat().toSorted()).toEqual(Object.keys(ways).toSorted())
})
