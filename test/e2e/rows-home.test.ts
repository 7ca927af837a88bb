import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { rootOf, textIn } from './support/shown.js'

const at = atDesk()

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

type Json = Readonly<Record<string, unknown>>

const blocks = (member = ana) => (desk.sandbox.slack.homeView(member)?.definition['blocks'] ?? []) as readonly Json[]
const words = (member = ana) => blocks(member).map(textIn).join('\n')

async function open(member = ana): Promise<void> {
  desk.sandbox.slack.openHome(member)
  await desk.settle()
}

async function click(label: string): Promise<void> {
  const row = blocks().find((block) => block['type'] === 'actions' && textIn(block).includes(label))
  const button = ((row?.['elements'] ?? []) as readonly Json[]).find((one) => textIn(one).includes(label))
  await desk.sandbox.slack.clickInView({
    as: ana,
    viewId: desk.sandbox.slack.homeView(ana)?.id ?? '',
    actionId: String(button?.['action_id']),
    blockId: String(row?.['block_id']),
  })
  await desk.settle()
}

describe('App Home', () => {
  it('shows whoever opens it what there is to do, with links to the threads', async () => {
    await at.text('Is it ready?')
    await open()
    expect(words()).toContain('Is it ready?')
    expect(JSON.stringify(blocks())).toContain(`p${rootOf(desk, customer).ts.replace('.', '')}`)
    expect(words()).toContain('Nothing is scheduled.')
  })

  it('shows how the week went, in figures that are summed up once in a while', async () => {
    await at.text('Is it ready?')
    await open()
    expect(words()).toContain('Seven days to yesterday')
    expect(words()).toMatch(/Today +1 █{10} +0/)
    await at.text('Hello?')
    await open()
    expect(words()).toMatch(/Today +1 █{10} +0/)
    await desk.pass(5 * 60_000)
    await open()
    expect(words()).toMatch(/Today +2 █{10} +0/)
  })

  it('shows what a click on it has changed', async () => {
    await at.text('Is it ready?')
    await open()
    await click('Assign to me')
    expect(words()).toContain('Everything open has somebody who looks after it.')
  })

  it('is as everything is by now when it is refreshed', async () => {
    await open()
    await at.text('Is it ready?')
    expect(words()).not.toContain('Is it ready?')
    await click('Refresh')
    expect(words()).toContain('Is it ready?')
  })

  it('opens the form of Send text', async () => {
    await open()
    await click('Send text')
    expect(desk.sandbox.slack.openViews(ana)).toHaveLength(1)
  })

  it('shows a guest nothing of anybody', async () => {
    await at.text('Is it ready?')
    const guest = desk.member('Guest')
    await open(guest)
    expect(words(guest)).toBe('Only members of this workspace can do that.')
  })
})
