import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from './chromium.js'
import { openPlayground, type Playground } from './playground.js'

const chromium = findChromium()

/** More stops than the page has. */
const mostStops = 120

describe.skipIf(chromium === undefined)('the playground without a mouse', () => {
  let open: Playground
  beforeAll(async () => void (open = await openPlayground(chromium ?? '')))
  afterAll(() => open.close())

  it('texts, answers in the thread, assigns in a modal, and leaves one by Escape', async () => {
    const { page } = open
    await tabTo(page, /^Text as this customer/)
    await page.keyboard.type('Is there parking?')
    await page.keyboard.press('Enter')
    await page.locator('#messages').getByText('Is there parking?').first().waitFor()

    await tabTo(page, /^(Reply in thread|\d+ repl)/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Reply in the thread/)
    await page.keyboard.type('Yes, behind the house')
    await page.keyboard.press('Enter')
    await page.locator('#texts').getByText('Yes, behind the house').waitFor()

    await tabTo(page, /^👤 Assign|^Assign/)
    await page.keyboard.press('Enter')
    await page.locator('#modal').getByText('Who looks after this conversation').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('#modal').waitFor({ state: 'hidden' })
    expect(open.problems).toEqual([])
  })

  it('shows where the focus is at every stop', async () => {
    const { page } = open
    await page.evaluate('document.activeElement.blur()')
    const unseen: string[] = []
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab')
      const { name, outline } = await focused(page)
      if (outline === 'none') unseen.push(name)
    }
    expect(unseen).toEqual([])
  })
})

/** Goes on with Tab until something of that name has the focus, as a person does who cannot use a mouse. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stop = 0; stop < mostStops; stop += 1) {
    await page.keyboard.press('Tab')
    if (name.test((await focused(page)).name)) return
  }
  throw new Error(`Tab never reached ${name.source}.`)
}

function focused(page: Page): Promise<{ readonly name: string; readonly outline: string }> {
  return page.evaluate(`(() => {
    const node = document.activeElement
    const label = node.labels?.[0]?.textContent ?? node.getAttribute('aria-label') ?? node.textContent ?? ''
    return { name: label.trim(), outline: node === document.body ? 'body' : getComputedStyle(node).outlineStyle }
  })()`)
}
