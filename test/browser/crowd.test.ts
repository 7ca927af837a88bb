import { startSandbox, type Sandbox } from '@threadline/sandbox'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.js'
import { openPage, partsOf } from './playground.js'

const chromium = findChromium()
const number = '+14155550100'

describe.skipIf(chromium === undefined)('the page with a lot on it', () => {
  let sandbox: Sandbox
  let browser: Browser
  let page: Page
  beforeAll(async () => {
    sandbox = await startSandbox()
    const ana = sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
    for (let at = 1; at <= 2_000; at += 1) sandbox.slack.say({ as: ana, channel: 'sms', text: `Message ${at}.` })
    ;({ browser, page } = await openPage(chromium ?? '', sandbox.url))
  })
  afterAll(async () => {
    await browser.close()
    await sandbox.stop()
  })

  it('leads back to the first of two thousand messages, and keeps the place of whoever reads', async () => {
    const { channel } = partsOf(page)
    await channel.getByText('Message 2000.').waitFor()
    expect(await channel.locator('.message').count()).toBe(200)
    await channel.evaluate((list) => (list.scrollTop = 0))
    const earlier = page.locator('#earlier')
    await earlier.click()
    await channel.getByText('Message 1401.', { exact: true }).waitFor({ state: 'attached' })
    expect(await channel.evaluate((list) => list.scrollTop)).toBeGreaterThan(0)
    for (const shown of [1_000, 1_400, 1_800]) {
      await earlier.click()
      await channel
        .locator('.message')
        .nth(shown - 1)
        .waitFor({ state: 'attached' })
    }
    await earlier.click()
    await earlier.waitFor({ state: 'hidden' })
    await channel.evaluate((list) => (list.scrollTop = 0))
    await channel.getByText('Message 1.', { exact: true }).waitFor()
  })

  it('takes what is typed while fifty phones text at once', async () => {
    const box = page.locator('#composer-text')
    await box.fill('While')
    for (let at = 0; at < 50; at += 1)
      sandbox.carrier.text({ from: `+1415555${String(100 + at).padStart(4, '0')}`, to: number, body: `Phone ${at}` })
    await box.press('End')
    await box.pressSequentially(' they text')
    await box.press('Enter')
    await partsOf(page).channel.getByText('While they text').waitFor()
    expect(await page.locator('#phone').locator('option').count()).toBe(50)
  })
})
