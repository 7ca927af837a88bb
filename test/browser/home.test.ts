import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.js'
import { openPlayground, partsOf, write, type Playground } from './playground.js'

const chromium = findChromium()

describe.skipIf(chromium === undefined)('App Home and every form behind it, in a real browser', () => {
  let open: Playground
  let parts: ReturnType<typeof partsOf>
  let ana: string
  const drawn = new Set<string>()
  beforeAll(async () => {
    open = await openPlayground(chromium ?? '')
    parts = partsOf(open.page)
    ana = open.desk.sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
  })
  // What one test leaves open is not in the way of the next.
  beforeEach(() => {
    const { slack } = open.desk.sandbox
    if (slack.openViews(ana).length > 0) slack.closeView({ as: ana, all: true })
  })
  afterAll(() => open.close())

  const home = () => open.page.getByRole('region', { name: 'App Home' })
  const dialog = () => parts.modal
  const field = (label: string) => dialog().getByLabel(new RegExp(`^${label.replace('#', '[#]')}( \\(optional\\))?$`))
  const press = (name: string | RegExp) =>
    dialog()
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click()
  const senders = () => dialog().getByRole('group', { name: 'Who may text customers' })
  const titled = (title: string) => dialog().getByRole('heading', { name: title, level: 2 }).waitFor()
  const closed = () => dialog().waitFor({ state: 'hidden' })
  const texted = (number: string) => open.desk.sandbox.carrier.phone(number).inbox.map(({ body }) => body)

  async function openHome(button?: string): Promise<void> {
    await open.page.getByRole('button', { name: 'App Home' }).click()
    if (button !== undefined) await home().getByRole('button', { name: button }).click()
  }

  /** What the page has in front of it now: its types are those that this file has seen drawn. */
  function remember(): void {
    const { slack } = open.desk.sandbox
    const shown = [slack.openViews(ana), slack.homeView(ana), slack.messages('sms').map(({ blocks }) => blocks)]
    for (const [, type = ''] of JSON.stringify(shown).matchAll(/"type":"([a-z_]+)"/g)) drawn.add(type)
  }

  async function isUsable(): Promise<void> {
    remember()
    expect(await open.barriers()).toEqual([])
    expect(await open.page.locator('.unknown-block').allInnerTexts()).toEqual([])
  }

  it('shows who waits, what is mine and what is nobody’s, what failed, what is scheduled, and the week', async () => {
    const { desk, page } = open
    desk.sandbox.carrier.text({ from: '+14155550123', to: '+14155550100', body: 'Is it ready?' })
    await desk.threadline.send({ to: '+14155550145', text: 'To a landline', idempotencyKey: 'l' })
    const at = new Date(Date.now() + 86_400_000)
    await desk.threadline.send({ to: '+14155550123', text: 'See you tomorrow', at, idempotencyKey: 's' })
    await parts.channel.getByText('landline', { exact: false }).first().waitFor()
    await openHome()
    const sections = ['Waiting longest', 'Mine', 'Unassigned', 'Failed', 'Scheduled', 'Seven days to yesterday']
    for (const name of sections) await home().getByRole('heading', { name }).waitFor()
    for (const words of ['“Is it ready?”', 'Nothing of yours is open.', 'To a landline', 'See you tomorrow'])
      await home().getByText(words, { exact: false }).first().waitFor()
    await home().getByRole('button', { name: 'Assign to me' }).first().click()
    await home().getByText('Nothing of yours is open.').waitFor({ state: 'detached' })
    await open.picture('home-full')
    await isUsable()
    await home().getByRole('button', { name: 'Open', exact: true }).first().click()
    await parts.thread.getByText('Is it ready?').waitFor()
    await page.getByRole('button', { name: 'Close thread' }).click()
  })

  it('is of whoever acts: a guest is told why there is nothing', async () => {
    await openHome()
    await open.page.getByLabel('Act as').selectOption({ label: 'Guest (guest)' })
    await home().getByText('Only members of this workspace', { exact: false }).waitFor()
    expect(await home().getByRole('button').count()).toBe(0)
    await open.page.getByLabel('Act as').selectOption({ label: 'Ana' })
    await home().getByRole('button', { name: '📥 Inbox' }).waitFor()
  })

  it('opens what is scheduled and the inbox, and is drawn anew on Refresh', async () => {
    await openHome('🕒 Scheduled')
    await titled('🕒 Scheduled')
    await dialog().getByText('See you tomorrow').waitFor()
    await isUsable()
    await press('Close')
    await closed()
    await home().getByRole('button', { name: '📥 Inbox' }).click()
    await titled('📥 Inbox')
    await dialog().getByText('“Is it ready?”').first().waitFor()
    await press('Close')
    await closed()
    await open.desk.threadline.contacts.edit({ number: '+14155550123' }, { name: 'Jane Doe' })
    await home().getByRole('button', { name: '🔄 Refresh' }).click()
    await home().getByText('Jane Doe', { exact: false }).first().waitFor()
  })

  it('keeps what is set up: who may do what, and five forms for a line', async () => {
    await openHome('⚙️ Channel settings')
    await titled('⚙️ Channel settings')
    for (const name of ['Ana', 'Ben']) await senders().getByLabel(name).check()
    const told = dialog().getByRole('group', { name: /^Who( \(optional\))?$/ })
    await told.getByLabel('Ben').check()
    await field('Channel in which it is said instead').selectOption({ label: '#general' })
    await isUsable()
    await open.picture('settings')
    await press('Save')
    await dialog().getByText('The app is not in this channel.', { exact: false }).waitFor()
    await field('Channel in which it is said instead').selectOption({ label: '#sms' })
    await press('Save')
    await closed()

    await openHome('⚙️ Channel settings')
    expect(await senders().getByLabel('Ben').isChecked()).toBe(true)
    const forms = [
      ['Channel', '⚙️ Channel', 'Minutes of quiet before a reminder is posted', '7'],
      ['Sending', '📤 Sending', 'Parts of broadcasts that leave in a minute', '6'],
      ['Answering by itself', undefined, 'Reply to the first text of a new contact', 'Welcome!'],
      ['Consent and limits', undefined, 'Answers HELP', 'Call us.'],
    ] as const
    for (const [button, title, label, value] of forms) {
      await press(button)
      if (title) await titled(title)
      await field(label).fill(value)
      await isUsable()
      await press('Save')
      await titled('⚙️ Channel settings')
      await press(button)
      await expect.poll(() => field(label).inputValue()).toBe(value)
      await press('Cancel')
      await titled('⚙️ Channel settings')
    }
    await press('Keywords')
    await titled('🔑 Keywords')
    await press('Add keyword')
    await titled('🔑 Keyword')
    await field('Words').fill('hours')
    await field('Reply').fill('Nine to five.')
    await isUsable()
    await press('Save')
    await dialog().getByText('hours', { exact: true }).first().waitFor()
    await press('Remove')
    const question = open.page.getByRole('dialog', { name: 'Remove this keyword?' })
    expect(await open.barriers()).toEqual([])
    await question.getByRole('button').first().click()
    await dialog().getByText('hours', { exact: true }).first().waitFor()
    await press('Close all')
    await closed()
    await open.desk.threadline.settings.changeWorkspace({ roles: {} })
  })

  it('keeps templates, and asks before it removes one', async () => {
    await openHome('⚙️ Channel settings')
    await press('📝 Templates')
    await press('Add template')
    await field('Name').fill('Ready')
    await field('Text').fill('Hi {{contact.firstName|there}}, it is ready.')
    await isUsable()
    await press('Save')
    await dialog().getByText('Ready', { exact: true }).waitFor()
    await press('Edit')
    await field('Name').fill('Is ready')
    await press('Save')
    await dialog().getByText('Is ready', { exact: true }).waitFor()
    await press('Remove')
    const question = open.page.getByRole('dialog', { name: 'Remove this template?' })
    await question.getByRole('button', { name: 'Remove' }).click()
    await dialog().getByText('Is ready', { exact: true }).waitFor({ state: 'detached' })
    await press('Close all')
    await closed()
  })

  it('keeps contacts: adds one with a tag that is only its own, finds it, and asks before it is blocked', async () => {
    const { page } = open
    await openHome('👥 Contacts')
    await titled('👥 Contacts')
    await press('Add contact')
    await field('Number').fill('415 555 0177')
    await field('Name').fill('Paula')
    await field('Tags').fill('vip')
    await dialog().getByRole('option', { name: /vip/ }).first().click()
    await dialog()
      .getByRole('button', { name: /^Remove .*vip/ })
      .waitFor()
    await field('Time zone').fill('Chicago')
    await dialog()
      .getByRole('option', { name: /Chicago/ })
      .first()
      .click()
    await field('Note').fill('Pays in cash.')
    await dialog()
      .getByRole('checkbox', { name: /^Private/ })
      .check()
    await isUsable()
    await open.picture('contact')
    await press('Save')
    await titled('👥 Contacts')
    await field('Name, number or #tag').fill('#vip')
    await press('Search')
    await dialog().getByText('🏷 vip', { exact: false }).waitFor()
    await press('Edit')
    await titled('Edit contact')
    expect(await field('Note').inputValue()).toBe('Pays in cash.')
    expect(
      await dialog()
        .getByRole('checkbox', { name: /^Private/ })
        .isChecked(),
    ).toBe(true)
    await press('Block')
    await page.getByRole('dialog', { name: 'Block this contact?' }).getByRole('button', { name: 'Block' }).click()
    await dialog().getByRole('button', { name: 'Unblock' }).first().waitFor()
    await press('Close all')
    await closed()
  })

  it('sends a file along with a text', async () => {
    await openHome('📱 Send text')
    await field('To').fill('4155550123')
    await dialog().getByRole('option').first().click()
    await field('Text').fill('With a picture')
    const file = { name: 'menu.png', mimeType: 'image/png', buffer: Buffer.from('a picture') }
    await field('Pictures and files').setInputFiles(file)
    await isUsable()
    await press('Send')
    await closed()
    await expect.poll(() => texted('+14155550123'), { timeout: 10_000 }).toContain('With a picture')
    expect(open.desk.sandbox.carrier.phone('+14155550123').inbox.at(-1)?.media).toHaveLength(1)
  })

  it('shows how a broadcast goes, and cancels it', async () => {
    const { page } = open
    await open.desk.threadline.settings.changeLine('main', { broadcastPerMinute: 6 })
    const numbers = Array.from({ length: 12 }, (_, at) => `+1415555${String(150 + at).padStart(4, '0')}`)
    await openHome('📣 Broadcast')
    await titled('📣 Broadcast')
    await field('To this list').fill(numbers.join('\n'))
    await field('Text').fill('We are open today.')
    await isUsable()
    await press('Preview')
    await dialog()
      .getByText(/people get this text/)
      .waitFor()
    await open.picture('broadcast')
    await isUsable()
    await press('Start')
    await closed()
    await parts.channels.getByRole('button', { name: '# sms' }).click()
    await parts.channel.getByText(/\b1 sent\b/).waitFor()
    await parts.channel.getByRole('button', { name: 'Cancel', exact: true }).last().click()
    const question = page.getByRole('dialog', { name: /broadcast/i })
    await question.getByRole('button').last().click()
    await parts.channel.getByText(/was canceled/).waitFor()
    expect(numbers.flatMap(texted).length).toBeLessThan(12)
    await isUsable()
  })

  it('shows the dashboard', async () => {
    const { desk, page } = open
    await parts.channels.getByRole('button', { name: '# sms' }).click()
    await write(page.getByLabel('Message the channel'), `<@${desk.sandbox.slack.identity.botUserId}>`)
    await parts.channel.getByText('Send a text from here.', { exact: false }).first().waitFor()
    // All of it: what is newest stays in sight, however tall it turns out to be.
    const belowSight = () => parts.channel.evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight)
    await expect.poll(belowSight).toBeLessThan(2)
    await isUsable()
  })

  it('says who should look, when nobody answers', async () => {
    const { desk } = open
    await desk.threadline.settings.changeLine('main', { notificationWindowMs: 1_000 })
    desk.sandbox.carrier.text({ from: '+14155550123', to: '+14155550100', body: 'Look at https://example.com' })
    await parts.channel.getByRole('button', { name: 'Hide' }).last().waitFor()
    await isUsable()
  })

  it('shows the details of a conversation by the menu of its head', async () => {
    const { page } = open
    const head = parts.channel.locator('.message', { has: page.getByRole('button', { name: 'Create channel' }) })
    await head.last().getByLabel('More actions').click()
    await page.getByRole('button', { name: '📋 Details' }).last().click()
    await titled('Details')
    await field('Priority').selectOption({ label: 'High' })
    await field('Subject').fill('A bike')
    await isUsable()
    await press('Save')
    await closed()
    await parts.channel.getByText('📌 A bike').waitFor()
    await head.last().getByRole('button', { name: 'Assign' }).click()
    await titled('Assign')
    await isUsable()
    await press('Cancel')
    await closed()
    await head.last().getByRole('button', { name: 'Create channel' }).click()
    await parts.channel.getByText('Goes on in', { exact: false }).first().waitFor()
    await isUsable()
  })

  it('asks once more before a link that carriers block leaves, and shows the files that are kept', async () => {
    await openHome('📱 Send text')
    await field('To').fill('4155550123')
    await dialog().getByRole('option').first().click()
    await field('Text').fill('Look: https://bit.ly/menu')
    const file = { name: 'menu.png', mimeType: 'image/png', buffer: Buffer.from('another picture') }
    await field('Pictures and files').setInputFiles(file)
    await press('Send')
    await dialog().getByRole('button', { name: 'Send anyway' }).waitFor()
    await isUsable()
    await press('Cancel')
    await closed()
    expect(open.problems).toEqual([])
  })

  it('has drawn every kind of block and element that the adapter for Slack can send', () => {
    const folder = new URL('../../packages/adapter-slack/src/blocks/', import.meta.url)
    const source = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
    const sent = new Set(source.join('\n').match(/(?<=\btype: ')[a-z_]+(?=')/g))
    expect(sent.size).toBeGreaterThan(25)
    expect([...sent].filter((type) => !drawn.has(type))).toEqual([])
  })

  it('says in its place what it cannot draw', async () => {
    const words = `(async () => {
      const { blocks } = await import('/page/blocks.js')
      const strange = [{ type: 'hologram' }, { type: 'actions', elements: [{ type: 'lever' }] }, { type: 'context', elements: [{ type: 'smell' }] }]
      return blocks(strange, {}, () => {}).map((node) => node.textContent)
    })()`
    expect(await open.page.evaluate(words)).toEqual([
      'The sandbox cannot show this block: hologram',
      'The sandbox cannot show this element: lever',
      'The sandbox cannot show this element: smell',
    ])
  })
})
