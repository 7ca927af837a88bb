import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromium as browserType, type Browser, type Page } from 'playwright-core'
import { putEmptyDatabase } from '../../packages/storage-postgres/test/support/empty-database.js'
import { findChromium } from './chromium.js'
import { barriersOn, pictures } from './playground.js'
import { startProgram, type Program } from './program.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const chromium = findChromium()

/** Scenes play on the clock on the wall, against a host in a process of its own. */
const longestMs = 120_000

describe.skipIf(chromium === undefined)('what npm start opens, in a real browser', () => {
  let folder: string
  let program: Program
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root })
    folder = await mkdtemp(join(tmpdir(), 'playground-'))
    await putEmptyDatabase(join(folder, 'desk'))
    program = await startProgram(root, folder)
    browser = await browserType.launch({ executablePath: chromium ?? '', args: ['--no-sandbox', '--disable-gpu'] })
    page = await browser.newPage({ viewport: { width: 1360, height: 850 } })
    page.setDefaultTimeout(60_000)
    await page.goto(program.url)
    // Whoever is quicker than the desk need not say it twice.
    await page.getByLabel('Text as this customer').fill('I am early')
    await page.getByLabel('Text as this customer').press('Enter')
    await page.getByText('The desk runs').waitFor()
    await page.locator('#messages').getByText('I am early').waitFor()
  }, longestMs)
  afterAll(async () => {
    await browser.close()
    await program.stop()
    await rm(folder, { recursive: true })
  })

  const scenes = [
    ['first-text', 'Nothing else was set up.'],
    ['conversation', 'the note never left it'],
    ['direct-channel', 'was never texted'],
    ['landline', 'what to do next'],
    ['stop', 'START from the customer'],
    ['slack-down', 'nothing came twice'],
    ['crash', /on the phone once|somebody is asked/],
  ] as const
  it.each(scenes)(
    'plays the scene %s by its address',
    async (name, last) => {
      await page.goto(`${program.url}/?scene=${name}`)
      const captions = page.locator('#captions')
      await page.locator('#captions[data-state=done], #captions[data-state=failed]').waitFor()
      expect(await captions.getAttribute('data-state'), await captions.innerText()).toBe('done')
      await captions.getByText(last).waitFor()
      expect(await barriersOn(page)).toEqual([])
      await mkdir(pictures, { recursive: true })
      await page.screenshot({ path: new URL(`scene-${name}.png`, pictures).pathname })
    },
    longestMs,
  )

  it(
    'follows one message by its menu, without a mouse, and by the address it gives',
    async () => {
      await page.goto(`${program.url}/?scene=conversation`)
      await page.locator('#captions[data-state=done]').waitFor()
      const said = page.locator('#thread-messages .message', { hasText: 'Almost! You can pick it up' })
      await said.getByText('📳').waitFor()
      await said.getByLabel('Actions of the message of Ana').focus()
      await page.keyboard.press('Enter')
      await said.getByRole('button', { name: 'Follow this message' }).focus()
      await page.keyboard.press('Enter')
      await page.getByText('Following “Almost! You can pick it up after four.”').waitFor()
      const way = [
        /Slack → desk\s+event\.message\s+200/,
        /webhook from Slack\s+200/,
        /transaction\s+queued .*send-text/,
        /effect send-text\s+done\s+\d/,
        /desk → carrier\s+messages\.create\s+201/,
        /transaction\s+ended send-text/,
        /carrier → desk\s+status\.sent\s+204/,
        /carrier → desk\s+status\.delivered\s+204/,
        /effect mark\s+done/,
        /desk → Slack\s+reactions\.add\s+ok/,
      ]
      const rows = page.locator('#timeline-entries tr')
      const wanted = () =>
        rows.allInnerTexts().then((shown) => way.filter((row) => !shown.some((text) => row.test(text))))
      await expect.poll(wanted, { timeout: 20_000 }).toEqual([])
      expect(await page.locator('#timeline-entries').innerText()).not.toContain('inbound')
      expect(await barriersOn(page)).toEqual([])
      await page.screenshot({ path: new URL('timeline.png', pictures).pathname })

      await page.goto(page.url())
      await page.getByText('Following “Almost! You can pick it up after four.”').waitFor()
      await page.locator('#thread-messages .followed').waitFor()
      await page.getByRole('button', { name: 'Show everything' }).click()
      await page.locator('#timeline-entries').getByText('inbound').first().waitFor()
      expect(new URL(page.url()).search).toBe('')

      const bubble = page.locator('#texts .text', { hasText: 'Perfect, see you then' })
      await bubble.getByLabel('Actions of the text').click()
      await bubble.getByRole('button', { name: 'Follow this text' }).click()
      const posted = /desk → Slack\s+chat\.postMessage\s+ok/
      await expect.poll(async () => (await rows.allInnerTexts()).filter((row) => posted.test(row)).length).toBe(1)
      await page.getByRole('button', { name: 'Show everything' }).click()
      await page.getByText('Timeline: what goes').click()
    },
    longestMs,
  )

  it(
    'shows what went between Slack, the desk and the carrier, and what the desk made of it',
    async () => {
      await page.getByText('Timeline: what goes').click()
      const timeline = page.getByRole('region', { name: 'Timeline' })
      for (const words of [
        'inbound',
        'chat.postMessage',
        'messages.create',
        'webhook from the carrier',
        'effect send-text',
      ])
        await timeline.getByText(words, { exact: false }).first().waitFor()
      await page.getByText('Timeline: what goes').click()
    },
    longestMs,
  )

  it(
    'moves the line to another provider, and the clock to the card that comes after three minutes',
    async () => {
      await page.getByLabel('Provider').selectOption('vonage')
      await page.getByText('The desk starts').waitFor()
      await page.getByText('The desk runs').waitFor()
      await page.getByLabel('To', { exact: true }).selectOption('+14155550111')
      await page.getByLabel('Text as this customer').fill('Do you still know me?')
      await page.getByLabel('Text as this customer').press('Enter')
      await page.getByText('Do you still know me?').nth(1).waitFor()
      await page.getByRole('button', { name: '+3 minutes' }).click()
      await page.getByText('(moved)').waitFor()
      await page.locator('#messages').getByRole('button', { name: 'Hide' }).last().waitFor()
    },
    longestMs,
  )

  it(
    'goes on where it was after everything was killed, and says so when its port is taken',
    async () => {
      // What lies outside of the view is there, and not drawn.
      const said = await page.locator('#messages').textContent()
      await program.kill()
      program = await startProgram(root, folder)
      await page.goto(program.url)
      await page.getByText('The desk runs').waitFor()
      await page.getByText('(moved)').waitFor()
      expect(await page.getByLabel('Provider').inputValue()).toBe('vonage')
      expect(said).toContain('Do you have a table for two tonight?')
      await page
        .locator('#messages')
        .getByText('Do you have a table for two tonight?')
        .first()
        .waitFor({ state: 'attached' })
      const second = startProgram(root, await mkdtemp(join(tmpdir(), 'playground-')), new URL(program.url).port)
      await expect(second).rejects.toThrow(/Port \d+ is already taken/)
    },
    longestMs,
  )
})
