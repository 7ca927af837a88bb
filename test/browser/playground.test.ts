import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.js'
import { openPlayground, partsOf, write, type Playground } from './playground.js'

const chromium = findChromium()
if (chromium === undefined) {
  process.stderr.write(
    'Skipped test/browser: there is no Chromium or Chrome on this machine (apt-get install chromium).\n',
  )
}

describe.skipIf(chromium === undefined)('the playground in a real browser', () => {
  let open: Playground
  let parts: ReturnType<typeof partsOf>
  beforeAll(async () => {
    open = await openPlayground(chromium ?? '')
    parts = partsOf(open.page)
  })
  afterAll(() => open.close())

  const shows = (where: keyof typeof parts, words: string) =>
    parts[where].getByText(words, { exact: false }).first().waitFor()
  const press = (where: keyof typeof parts, name: string | RegExp) =>
    parts[where].getByRole('button', { name }).last().click()

  it('turns a first text into a thread, and a reply into a text with its marks', async () => {
    const { page } = open
    await write(page.getByLabel('Text as this customer'), 'Hi, is my order ready?')
    await shows('channel', 'Hi, is my order ready?')
    await parts.channel
      .getByRole('button', { name: /Reply in thread|repl(y|ies)$/ })
      .last()
      .click()
    await write(page.getByLabel('Reply in the thread'), 'Yes, come by any time!')
    await shows('phone', 'Yes, come by any time!')
    await parts.thread.getByRole('button', { name: '📳 1' }).waitFor()
    await open.picture('conversation')
    expect(await open.barriers()).toEqual([])
  })

  it('assigns a conversation by the form behind its button', async () => {
    await press('channel', 'Assign')
    await open.page.getByLabel('Who looks after this conversation').waitFor()
    await open.picture('assign')
    expect(await open.barriers()).toEqual([])
    await open.page.getByLabel('Who looks after this conversation').selectOption('Ben')
    await press('modal', 'Assign')
    await shows('channel', '👤 Ben')
  })

  it('makes a channel for a contact, and texts what is written in it', async () => {
    const { page } = open
    await press('channel', 'Create channel')
    await press('channels', /sms-/)
    await shows('channel', 'is texted to')
    await write(page.getByLabel('Message the channel'), 'From your own channel')
    await shows('phone', 'From your own channel')
    await open.picture('own-channel')
    expect(await open.barriers()).toEqual([])
    await press('channels', /^# sms$/)
  })

  it('texts a number typed into the form', async () => {
    const { desk, page } = open
    await write(page.getByLabel('Message the channel'), `<@${desk.sandbox.slack.identity.botUserId}>`)
    await press('channel', '📱 Send text')
    await parts.modal.getByRole('combobox', { name: 'To' }).fill('+14155550188')
    await parts.modal
      .getByRole('option', { name: /555.?0188/ })
      .first()
      .click()
    await parts.modal.getByLabel('Text (optional)', { exact: true }).fill('Hello from the form')
    await open.picture('send-text')
    expect(await open.barriers()).toEqual([])
    await parts.modal.locator('button[type=submit]').click()
    await page.getByLabel('Phone of a customer').selectOption('+14155550188')
    await shows('phone', 'Hello from the form')
  })

  it('keeps a text for later, and lists it', async () => {
    await press('channel', '📱 Send text')
    await parts.modal.getByRole('combobox', { name: 'To' }).fill('+14155550188')
    await parts.modal
      .getByRole('option', { name: /555.?0188/ })
      .first()
      .click()
    await parts.modal.getByLabel('Text (optional)', { exact: true }).fill('See you tomorrow')
    await parts.modal.getByLabel('Send later').fill(tomorrow())
    await parts.modal.locator('button[type=submit]').click()
    await parts.modal.waitFor({ state: 'hidden' })
    await press('channel', '🕒 Scheduled')
    await shows('modal', 'See you tomorrow')
    await open.picture('scheduled')
    await open.page.keyboard.press('Escape')
    await parts.modal.waitFor({ state: 'hidden' })
  })

  it('shows App Home, and fits on a phone', async () => {
    const { page } = open
    await page.getByRole('button', { name: 'App Home' }).click()
    await page.getByRole('region', { name: 'App Home' }).waitFor()
    await open.picture('app-home')
    expect(await open.barriers()).toEqual([])
    await page.setViewportSize({ width: 390, height: 780 })
    await open.picture('narrow')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(open.problems).toEqual([])
  })
})

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
}
