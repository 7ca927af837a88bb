import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.js'
import { openPlayground, partsOf, write, type Playground } from './playground.js'

const chromium = findChromium()
const picture = {
  name: 'dot.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

describe.skipIf(chromium === undefined)('what people do in the playground', () => {
  let open: Playground
  let parts: ReturnType<typeof partsOf>
  beforeAll(async () => {
    open = await openPlayground(chromium ?? '')
    parts = partsOf(open.page)
    await parts.channels.getByRole('button', { name: '# general' }).click()
  })
  afterAll(() => open.close())

  const menu = async (name: string, entry: string) => {
    await open.page.getByLabel(name, { exact: true }).last().click()
    await open.page.getByRole('button', { name: entry, exact: true }).last().click()
  }

  it('edits, reacts and deletes by the menu of a message', async () => {
    const { page } = open
    await write(page.getByLabel('Message the channel'), 'Frist')
    await menu('Actions of the message of Ana', 'Edit')
    await page.getByLabel('Message', { exact: true }).fill('First')
    await page.getByRole('button', { name: 'Save' }).click()
    await parts.channel.getByText('First', { exact: true }).waitFor()
    await menu('Actions of the message of Ana', 'React 👍')
    await parts.channel.getByRole('button', { name: '👍 1' }).click()
    await parts.channel.getByRole('button', { name: '👍 1' }).waitFor({ state: 'detached' })
    await menu('Actions of the message of Ana', 'Delete')
    await page.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).click()
    await parts.channel.getByText('First', { exact: true }).waitFor({ state: 'detached' })
  })

  it('shows pictures on both sides', async () => {
    const { page } = open
    await page.getByLabel('Files (optional)').setInputFiles(picture)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await parts.channel.getByRole('img', { name: 'dot.png' }).waitFor()
    await page.getByLabel('Picture (optional)').setInputFiles(picture)
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await parts.phone.getByRole('img', { name: 'Picture' }).waitFor()
    expect(
      await page.evaluate("[...document.querySelectorAll('img')].every((image) => image.naturalWidth === 1)"),
    ).toBe(true)
  })

  it('archives a channel, and lets a new guest in', async () => {
    const { page } = open
    await page.getByText('Add a channel').click()
    await page.getByLabel('Name of the channel').fill('projects')
    await page.getByRole('button', { name: 'Create', exact: true }).click()
    await page.getByText('Add a teammate').click()
    await page.getByLabel('Name of the teammate').fill('Gus')
    await page.getByLabel('Kind').selectOption('guest')
    await page.getByRole('button', { name: 'Add', exact: true }).first().click()
    await page.getByRole('button', { name: 'Join' }).click()
    await write(page.getByLabel('Message the channel'), 'A guest says hello')
    await parts.channel.getByText('A guest says hello').waitFor()
    await menu('Actions of the channel', 'Archive')
    await parts.channels.getByRole('button', { name: '# projects (archived)' }).waitFor()
    expect(await open.barriers()).toEqual([])
    expect(open.problems).toEqual([])
  })

  it('texts by a command, and by the menu of a message with a template', async () => {
    const { page, desk } = open
    await desk.threadline.templates.save({ name: 'Ready', text: 'Hi {{contact.firstName|there}}, it is ready.' })
    await parts.channels.getByRole('button', { name: '# general' }).click()
    await page.getByLabel('Act as').selectOption({ label: 'Ana' })
    await write(page.getByLabel('Message the channel'), '/sms 4155550199 From a command')
    await parts.channel.getByText('On its way to +1 415 555 0199. Their thread is in #sms.').waitFor()
    await write(page.getByLabel('Message the channel'), 'Words for a customer')
    await parts.channel.getByText('Words for a customer').waitFor()
    await menu('Actions of the message of Ana', 'Text this to a customer')
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Text (optional)', { exact: true }).inputValue()).toBe('Words for a customer')
    await dialog.getByLabel('To').fill('4155550199')
    await dialog.getByRole('option', { name: '+1 415 555 0199' }).click()
    await dialog.getByLabel('Template').click()
    await dialog.getByRole('option', { name: 'Ready' }).click()
    await page.waitForFunction("document.querySelector('dialog textarea')?.value === 'Hi there, it is ready.'")
    await dialog.getByRole('button', { name: '📏 Length and preview' }).click()
    await dialog.getByText('1 text, with room for 138 more characters.').waitFor()
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const bodies = () => desk.sandbox.carrier.phone('+14155550199').inbox.map(({ body }) => body)
    await expect.poll(bodies, { timeout: 10_000 }).toEqual(['From a command', 'Hi there, it is ready.'])
    expect(open.problems).toEqual([])
  })

  it('says that a command is not there', async () => {
    await parts.channels.getByRole('button', { name: '# general' }).click()
    await open.page.getByLabel('Act as').selectOption({ label: 'Ana' })
    await write(open.page.getByLabel('Message the channel'), '/nothing at all')
    await open.page
      .getByRole('alert')
      .getByText(/command/)
      .waitFor()
  })
})
