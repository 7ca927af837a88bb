import type { LineOptions } from '@threadline/core'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anyWords } from '../../packages/adapter-slack/test/blocks/any-words.js'
import { deskNumber, openDesk, type TestDesk } from '../e2e/support/desk.js'
import { buttons, cards, ownPosts, textIn } from '../e2e/support/shown.js'

type Json = Readonly<Record<string, unknown>>

const day = 86_400_000
const counts = {
  templates: 200,
  rules: 50,
  lines: 95,
  contacts: 400,
  scheduled: 65,
  waiting: 60,
  members: 120,
} as const

/** What somebody calls something: told apart by how it begins, and hostile from there on. */
function names(mark: string, count: number, longest: number, seed: number): readonly string[] {
  return fc.sample(anyWords, { numRuns: count, seed }).map((words, at) =>
    `${mark}${at + 1}. ${words.replaceAll('{{', '')}`
      .slice(0, longest)
      .replaceAll(/\p{Cs}/gu, '')
      .trim(),
  )
}

const marked = (mark: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${mark}${at + 1}.`)

const numberOf = (at: number): string => `+1${415 + 100 * Math.floor(at / 99)}5550${101 + (at % 99)}`

describe.each([1, 2])('a desk with hundreds of everything, called whatever people call it (%i)', (seed) => {
  let desk: TestDesk
  let ana: string
  const slack = () => desk.sandbox.slack
  const top = () => slack().openViews(ana).at(-1)
  const blocksOf = (definition: Json | undefined) => (definition?.['blocks'] ?? []) as readonly Json[]
  const home = () => slack().homeView(ana)

  beforeAll(async () => {
    const otherLines = names('L', counts.lines, 200, seed).map((name, at): LineOptions => ({
      id: `line-${at}`,
      channel: `#line-${at}`,
      name,
      senders: [{ provider: 'twilio', address: `+1917555${1_000 + at}` }],
    }))
    const channels = [{ name: 'sms' }, ...otherLines.map((_, at) => ({ name: `line-${at}` }))]
    desk = await openDesk({ otherLines, slack: { channels } })
    ana = desk.member('Ana')
    const members = Array.from({ length: counts.members }, (_, at) => slack().addMember({ name: `Member ${at}` }))
    const { contacts, settings, templates, texts } = desk.threadline
    await settings.changeWorkspace({ roles: { send: [ana, ...members.map(({ id }) => id)] } })
    for (const name of names('T', counts.templates, 60, seed)) await templates.save({ name, text: `${name} hello` })
    const tags = names('tag', counts.rules * 20, 60, seed)
    const keywordRules = names('K', counts.rules, 3_000, seed).map((words, at) => ({
      id: `rule-${at}`,
      words: [words],
      match: 'word' as const,
      reply: 'Hello'.repeat(80),
      tags: tags.slice(at * 20, at * 20 + 20),
    }))
    await settings.changeLine('main', { keywordRules })
    const people = names('C', counts.contacts, 100, seed).map((name, at) => ({
      number: numberOf(at),
      name,
      tags: tags.slice(at % 500, (at % 500) + 20).map((tag) => tag.replaceAll(/[;,]/g, ' ')),
    }))
    const { refused } = await contacts.import(people)
    expect(refused).toBe(0)
    const at = (index: number) => new Date(desk.clock.now().getTime() + day + index * 60_000)
    const wordsToSend = names('S', counts.scheduled, 300, seed)
    for (const [index, text] of wordsToSend.entries())
      await texts.schedule({ to: numberOf(index), text, at: at(index) })
    await desk.settle()
    for (const [index, body] of names('W', counts.waiting, 1_000, seed).entries())
      desk.sandbox.carrier.text({ from: numberOf(100 + index), to: deskNumber, body })
    await desk.settle()
    await desk.drain(60_000)
  }, 180_000)
  afterAll(() => desk.stop())

  /** What Slack did not take. */
  const refusals = () =>
    slack().calls.flatMap(({ error, method }) => (error === undefined ? [] : [`${method}: ${error}`]))

  async function press(label: string, where: { readonly id: string; readonly definition: Json } | undefined) {
    const row = blocksOf(where?.definition).find((block) =>
      elementsOf(block).some((one) => textIn(one).includes(label)),
    )
    const button = elementsOf(row).find((one) => textIn(one).includes(label))
    await slack().clickInView({
      as: ana,
      viewId: where?.id ?? '',
      actionId: String(button?.['action_id']),
      blockId: String(row?.['block_id']),
    })
    await desk.settle()
  }

  const offers = (label: string) =>
    blocksOf(top()?.definition).some((block) => elementsOf(block).some((one) => textIn(one).includes(label)))

  /** Everything that a list says, page by page. */
  async function leafThrough(): Promise<string> {
    const pages = [blocksOf(top()?.definition).map(textIn).join('\n')]
    while (offers('Next →')) {
      await press('Next →', top())
      pages.push(blocksOf(top()?.definition).map(textIn).join('\n'))
      if (pages.length > 50) throw new Error('There is no last page.')
    }
    return pages.join('\n')
  }

  const missing = (marks: readonly string[], words: string) => marks.filter((mark) => !words.includes(mark))

  async function openFrom(label: string): Promise<void> {
    while (top()) slack().closeView({ as: ana, all: true })
    slack().openHome(ana)
    await desk.settle()
    await press(label, home())
  }

  it('has heads, posts and cards that Slack takes', async () => {
    await desk.pass(4 * 60_000)
    for (const [index, body] of names('A', 20, 5_000, seed).entries())
      desk.sandbox.carrier.text({ from: numberOf(100 + index), to: deskNumber, body })
    // One post a second goes into a channel.
    await desk.pass(30_000)
    expect(cards(desk)).toHaveLength(20)
    expect(ownPosts(desk)).toHaveLength(counts.scheduled + counts.waiting + 20)
    expect(refusals()).toEqual([])
  })

  it('opens every form behind a head', async () => {
    for (const head of ownPosts(desk).slice(counts.scheduled, counts.scheduled + 8)) {
      for (const { actionId, value } of buttons(head).flatMap(clicksOn)) {
        if (/create-channel|close/.test(`${actionId} ${value ?? ''}`)) continue
        const chosen = value === undefined ? {} : { value }
        await slack().click({ as: ana, channel: 'sms', ts: head.ts, actionId, ...chosen })
        await desk.settle()
        while (top()) slack().closeView({ as: ana, all: true })
      }
    }
    expect(refusals()).toEqual([])
  })

  it('has a dashboard', async () => {
    slack().say({ as: ana, channel: 'sms', text: `<@${slack().identity.botUserId}>` })
    await desk.settle()
    expect(buttons(ownPosts(desk).at(-1)!).length).toBeGreaterThan(5)
    expect(refusals()).toEqual([])
  })

  it.each([
    ['Scheduled', marked('S', counts.scheduled)],
    ['Channel settings', marked('L', counts.lines)],
  ])('leads to every item under %s', async (label, marks) => {
    await openFrom(label)
    expect(missing(marks, await leafThrough())).toEqual([])
    expect(refusals()).toEqual([])
  })

  it.each([
    ['Templates', marked('T', counts.templates)],
    ['Keywords', marked('K', counts.rules)],
  ])('leads to every item under %s in the settings', async (label, marks) => {
    await openFrom('Channel settings')
    await press(label, top())
    expect(missing(marks, await leafThrough())).toEqual([])
    expect(refusals()).toEqual([])
  })

  it('leads to everybody who waits, from App Home', async () => {
    await openFrom('Show more')
    const people = marked('C', 100 + counts.waiting).slice(100)
    expect(missing(people, await leafThrough())).toEqual([])
    await press('All lists', top())
    expect(blocksOf(top()?.definition).map(textIn).join('\n')).toContain('Unassigned')
    expect(refusals()).toEqual([])
  })

  it('finds any contact, template and tag by how its name begins', async () => {
    await openFrom('Contacts')
    for (const at of [1, 77, counts.contacts]) {
      await slack().submit({ as: ana, values: { query: `C${at}` } })
      expect(textIn(blocksOf(top()?.definition))).toContain(`C${at}.`)
    }
    await openFrom('Send text')
    for (const at of [1, 77, counts.contacts]) {
      const found = await slack().suggest({ as: ana, blockId: 'to', query: `C${at}` })
      expect(found.map(({ label }) => label).join('\n')).toContain(`C${at}.`)
    }
    const [, template] = [await slack().suggest({ as: ana, blockId: 'to', query: '' }), 'T150']
    const templates = await slack().suggest({ as: ana, blockId: 'template', query: template })
    expect(templates.map(({ label }) => label).join('\n')).toContain('T150.')
    expect(refusals()).toEqual([])
  })
})

/** A button is clicked, and of a menu each option is chosen. */
function clicksOn(element: Json): readonly { readonly actionId: string; readonly value?: string }[] {
  const actionId = String(element['action_id'])
  const options = element['options'] as readonly { readonly value: string }[] | undefined
  return options?.map(({ value }) => ({ actionId, value })) ?? [{ actionId }]
}

const elementsOf = (block: Json | undefined): readonly Json[] => [
  ...((block?.['elements'] ?? []) as readonly Json[]),
  ...(block?.['accessory'] ? [block['accessory'] as Json] : []),
]
