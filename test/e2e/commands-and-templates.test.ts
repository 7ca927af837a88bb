import { beforeEach, describe, expect, it } from 'vitest'
import { atDesk, customer } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { inbox, ownPosts, rootOf, textIn } from './support/shown.js'

const at = atDesk()
const { say, text, root, whispers } = at

let desk: TestDesk
let ana: string
beforeEach(() => {
  desk = at.desk()
  ana = desk.member('Ana')
})

type Json = Readonly<Record<string, unknown>>

const modal = () => desk.sandbox.slack.openViews(ana).at(-1)
const blocks = (): readonly Json[] => (modal()?.definition['blocks'] ?? []) as readonly Json[]
const element = (name: string) => blocks().find((block) => block['block_id'] === name)?.['element'] as Json | undefined

/** Types the command in a channel that the app is not in. */
async function command(words: string, as = ana): Promise<void> {
  const elsewhere = desk.sandbox.slack.channels().find(({ name }) => name === 'elsewhere')
  const { id } = elsewhere ?? desk.sandbox.slack.addChannel({ name: 'elsewhere', withApp: false })
  if (as !== ana) desk.sandbox.slack.join({ as, channel: id })
  await desk.sandbox.slack.command({ as, channel: id, command: '/sms', text: words })
  await desk.settle()
}

describe('/sms', () => {
  it('texts from anywhere, says so to its author only, and posts nothing there', async () => {
    await command('(415) 555-0123 Fish & chips :tada: at example.com')
    expect(inbox(desk, customer)).toEqual(['Fish & chips 🎉 at example.com'])
    expect(whispers(ana)).toEqual(['On its way to +1 415 555 0123. Their thread is in #sms.'])
    expect(desk.sandbox.slack.messages('elsewhere').filter(({ bot_id: bot }) => bot)).toEqual([])
    expect(rootOf(desk, customer).text).toContain('Fish')
  })

  it('opens the form with the contact found, and calls nothing else before its answer', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    const before = desk.sandbox.slack.calls.length
    await command('jane')
    const calls = desk.sandbox.slack.calls.slice(before).map(({ method }) => method)
    expect(calls.filter((method) => method !== 'users.info')).toEqual(['views.open'])
    expect(textIn(element('to')?.['initial_option'])).toContain('Jane Doe')
    expect((await desk.sandbox.slack.submit({ as: ana, values: { text: 'Hello' } })).type).toBe('closed')
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hello'])
  })

  it('is refused to a guest', async () => {
    const guest = desk.sandbox.slack.addMember({ name: 'Gus', kind: 'guest' }).id
    await command('4155550123 Hello', guest)
    expect(desk.sandbox.carrier.texts()).toEqual([])
    expect(whispers(guest)).toEqual([expect.stringContaining('Only members of this workspace')])
  })
})

describe('shortcuts', () => {
  it('open Send text, from a message with its words and nobody chosen', async () => {
    await desk.sandbox.slack.shortcut({ as: ana, callbackId: 'threadline:send-text' })
    expect(element('text')).not.toHaveProperty('initial_value')
    await text('Are you open?')
    const ts = await say('// until *nine*', root())
    await desk.sandbox.slack.messageShortcut({ as: ana, callbackId: 'threadline:text-message', channel: 'sms', ts })
    expect(element('text')).toMatchObject({ initial_value: '// until nine' })
    expect(element('to')).not.toHaveProperty('initial_option')
    expect(blocks().map(textIn).join()).toContain('note of the team')
    await desk.settle()
    expect(desk.sandbox.carrier.texts().filter(({ to }) => to === customer)).toEqual([])
    expect(ownPosts(desk)).toHaveLength(1)
  })
})

describe('templates', () => {
  it('are written in Channel settings, and fill the open form for the contact of a thread', async () => {
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe' })
    await text('Is it ready?')
    await say('@threadline')
    await press({ channel: 'sms', ts: ownPosts(desk).at(-1)?.ts ?? '' }, 'threadline:settings')
    for (const actionId of ['threadline:templates', 'threadline:add-template']) await pressInModal(actionId)
    const values = { name: 'Ready', text: 'Hi {{contact.firstName|there}}, it is ready. – {{agent.firstName}}' }
    expect((await desk.sandbox.slack.submit({ as: ana, values })).type).toBe('updated')

    const menu = { channel: 'sms', ts: root() }
    const [conversation] = await desk.threadline.conversations.list()
    await press(menu, 'threadline:menu', `send-template ${conversation?.id}`)
    const [offer] = await desk.sandbox.slack.suggest({ as: ana, blockId: 'template', query: '' })
    expect(offer).toMatchObject({ label: 'Ready' })
    await pressInModal('suggest:template:fill-template', offer?.value, { text: 'Not this' })
    const field = blocks().find(({ block_id: id }) => String(id).startsWith('text'))
    expect(field?.['element']).toMatchObject({ initial_value: 'Hi Jane, it is ready. – Ana' })
    expect((await desk.sandbox.slack.submit({ as: ana, values: {} })).type).toBe('closed')
    await desk.settle()
    expect(inbox(desk, customer)).toEqual(['Hi Jane, it is ready. – Ana'])
  })
})

async function press(where: { channel: string; ts: string }, actionId: string, value?: string): Promise<void> {
  await desk.sandbox.slack.click({ as: ana, ...where, actionId, ...(value === undefined ? {} : { value }) })
  await desk.settle()
}

async function pressInModal(actionId: string, value?: string, values = {}): Promise<void> {
  const viewId = modal()?.id ?? ''
  await desk.sandbox.slack.clickInView({ as: ana, viewId, actionId, values, ...(value === undefined ? {} : { value }) })
  await desk.settle()
}

describe('a signature', () => {
  it('stands under a reply, by the name in Slack, and in what Send text says of length on demand', async () => {
    await desk.threadline.settings.changeLine('main', { signature: '- {{agent.firstName}}, Acme' })
    await text('Is it ready?')
    await say('It is', root())
    expect(inbox(desk, customer)).toEqual(['It is\n- Ana, Acme'])
    await command('4155550123')
    await pressInModal('threadline:check-text', undefined, { text: 'It’s ready' })
    const shown = blocks().map(textIn)
    expect(shown).toContainEqual(expect.stringContaining('70 characters instead of 160 because of: ’'))
    expect(shown).toContainEqual('It’s ready\n- Ana, Acme')
    expect((await desk.sandbox.slack.submit({ as: ana, values: {} })).type).toBe('closed')
    await desk.settle()
    expect(inbox(desk, customer).at(-1)).toBe('It’s ready\n- Ana, Acme')
  })
})
