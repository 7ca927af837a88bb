import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { SlackMessage } from '@threadline/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../packages/storage-postgres/test/support/database.js'
import { cards, inbox, rootOf, showsNumber, textIn, topLevel } from '../e2e/support/shown.js'
import { openWorld, waitFor, type World } from './support/world.js'

const ours = '+14155550100'
const second = 1_000
const windowMs = 180 * second
const root = fileURLToPath(new URL('../../', import.meta.url))

let database: TestDatabase
let world: World
beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root })
  database = await openTestDatabase()
  world = await openWorld(database.url)
}, 120_000)
afterAll(async () => {
  await world.stop()
  await database.close()
})

let customer: string
let other: string
let count = 0
beforeEach(() => {
  count += 1
  ;[customer, other] = [`+1415555${1_100 + count}`, `+1415555${1_200 + count}`]
})

const slack = () => world.sandbox.slack
const idOf = (name: string): string =>
  slack()
    .users()
    .find((user) => user.name === name)?.id ?? ''
const text = (from: string, body: string) => void world.sandbox.carrier.text({ from, to: ours, body })
const cardsOf = (number: string) => cards(world).filter((card) => showsNumber(textIn(card.blocks?.[0]), number))
const shown = (ts: string) =>
  slack()
    .messages('sms')
    .find((message) => message.ts === ts)

/** A customer's first text, in its thread. */
async function begin(number: string): Promise<SlackMessage> {
  text(number, `Hi from ${number}`)
  return waitFor(() => rootOf(world, number))
}

/** A customer's text, once it can be read. */
async function hear(number: string, body: string): Promise<SlackMessage> {
  text(number, body)
  return waitFor(() => {
    const found = slack().thread('sms', rootOf(world, number).ts).at(-1)
    expect(found?.text).toContain(body)
    return found as SlackMessage
  })
}

/** The one card of a customer, with a text on it. */
const card = (number: string, body: string) =>
  waitFor(() => {
    const found = cardsOf(number)
    expect(found.map(({ blocks }) => textIn(blocks))).toEqual([expect.stringContaining(body)])
    return found[0] as SlackMessage
  })

const gone = (number: string) => waitFor(() => expect(cardsOf(number)).toEqual([]))

async function click(on: SlackMessage, action: string, as = idOf('Ana')): Promise<void> {
  const answer = await slack().click({ as, channel: 'sms', ts: on.ts, actionId: `threadline:${action}` })
  expect(answer.type).toBe('answered')
}

/** Three minutes pass, after which the card of somebody else who waits has been posted: so has every other one. */
async function passWindow(): Promise<void> {
  await begin(other)
  await hear(other, `Is it my turn? ${other}`)
  await world.pass(windowMs)
  await card(other, 'Is it my turn?')
}

describe('of a card, two replicas on one database, with webhooks in turns,', () => {
  it('post one, three minutes after the last text, though the one that took that text is dead', async () => {
    await begin(customer)
    await hear(customer, 'Anybody there?')
    await world.pass(windowMs - 30 * second)
    const armed = world.inTurns.tookIn('Anybody there?')
    expect(cardsOf(customer)).toEqual([])
    await armed.kill()
    await world.pass(30 * second)
    await card(customer, 'Anybody there?')
    await world.replace(armed)
    await passWindow()
    await card(customer, 'Anybody there?')
  })

  it('post it at once after three minutes of quiet, and put the next one in its place, at the bottom', async () => {
    await begin(customer)
    await world.pass(windowMs)
    await hear(customer, 'One')
    const first = await card(customer, 'One')
    await world.pass(windowMs)
    await begin(other)
    await hear(customer, 'Two')
    const next = await card(customer, 'Two')
    expect(next.ts > first.ts).toBe(true)
    expect(topLevel(world).at(-1)?.ts).toBe(next.ts)
  })

  it('post none where somebody has answered', async () => {
    const { ts } = await begin(customer)
    await hear(customer, 'Anybody there?')
    slack().say({ as: idOf('Ana'), channel: 'sms', thread: ts, text: 'Yes!' })
    await waitFor(() => expect(inbox(world, customer)).toEqual(['Yes!']))
    await passWindow()
    expect(cardsOf(customer)).toEqual([])
  })

  it('take it away when it is hidden, with the timer of the text after it', async () => {
    await begin(customer)
    await world.pass(windowMs)
    await hear(customer, 'One')
    const first = await card(customer, 'One')
    await hear(customer, 'Two')
    await click(first, 'hide')
    await gone(customer)
    await passWindow()
    expect(cardsOf(customer)).toEqual([])
  })

  it('post one where every webhook comes to both', async () => {
    const senders = Object.values(world.sandbox.webhooks)
    for (const { faults } of senders) faults.add({ fault: { type: 'duplicate' }, chance: 1 })
    await begin(customer)
    await hear(customer, 'One')
    await world.pass(windowMs)
    await card(customer, 'One')
    await world.pass(windowMs)
    await hear(customer, 'Two')
    await click(await card(customer, 'Two'), 'hide')
    await gone(customer)
    for (const { faults } of senders) faults.clear()
    await passWindow()
    expect(cardsOf(customer)).toEqual([])
  })

  it('notify the assignee alone, also when that is somebody else by now', async () => {
    const head = await begin(customer)
    await click(head, 'assign')
    await slack().submit({ as: idOf('Ana'), values: { assignee: idOf('Ben') } })
    await world.pass(windowMs)
    await hear(customer, 'One')
    expect(mentioned(await card(customer, 'One'))).toEqual([idOf('Ben')])
    await click(await card(customer, 'One'), 'assign')
    await slack().submit({ as: idOf('Ana'), values: { assignee: idOf('Ana') } })
    await waitFor(() => expect(cardsOf(customer).map(mentioned)).toEqual([[idOf('Ana')]]))
  })
})

describe('a contact that is edited on one replica', () => {
  it('goes by that name everywhere at once: head, card, texts, App Home', async () => {
    const head = await begin(customer)
    await world.pass(windowMs)
    await hear(customer, 'One')
    await card(customer, 'One')
    await click(head, 'edit-contact')
    await slack().submit({ as: idOf('Ana'), values: { name: 'Jane Doe' } })
    await waitFor(() => expect(textIn(shown(head.ts)?.blocks)).toContain('Jane Doe'))
    await waitFor(() =>
      expect(cardsOf(customer).map(({ blocks }) => textIn(blocks))).toEqual([expect.stringContaining('Jane Doe')]),
    )
    // Whoever takes them in.
    expect((await hear(customer, 'Two')).username).toBe('Jane Doe')
    expect((await hear(customer, 'Three')).username).toBe('Jane Doe')
    slack().openHome(idOf('Ana'))
    await waitFor(() => expect(homeWords()).toContain('Jane Doe'))
  })
})

describe('App Home', () => {
  it('shows on Refresh what came to the other replica meanwhile', async () => {
    slack().openHome(idOf('Ana'))
    await waitFor(() => expect(homeWords()).toContain('Unassigned'))
    await begin(customer)
    for (const body of ['Is it ready?', 'Is it, by now?']) {
      await hear(customer, body)
      await clickHome('Refresh')
      await waitFor(() => expect(homeWords()).toContain(body))
    }
    await clickHome('Assign to me')
    await waitFor(() => expect(homeWords()).not.toContain('Nothing of yours is open.'))
  })
})

type Json = Readonly<Record<string, unknown>>

const homeBlocks = () => (slack().homeView(idOf('Ana'))?.definition['blocks'] ?? []) as readonly Json[]
const homeWords = (): string => homeBlocks().map(textIn).join('\n')

async function clickHome(label: string): Promise<void> {
  const row = homeBlocks().find((block) => block['type'] === 'actions' && textIn(block).includes(label))
  const button = ((row?.['elements'] ?? []) as readonly Json[]).find((one) => textIn(one).includes(label))
  await slack().clickInView({
    as: idOf('Ana'),
    viewId: slack().homeView(idOf('Ana'))?.id ?? '',
    actionId: String(button?.['action_id']),
    blockId: String(row?.['block_id']),
  })
}

/** Whom a post mentions; everybody by the name for everybody. */
function mentioned({ blocks }: SlackMessage): readonly string[] {
  const found = [...JSON.stringify(blocks).matchAll(/"user_id":"(\w+)"|<[@!](\w+)>|"range":"(\w+)"/g)]
  return found.map(([, user, text, range]) => user ?? text ?? range ?? '')
}
