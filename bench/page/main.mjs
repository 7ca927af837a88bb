// How quick the playground is, in a real Chromium or Chrome: until it can be used, what it loads, and until a text is seen.
//
//   npm run bench:page -- --json
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { percentiles } from '../measure.mjs'
import { circumstances } from '../show.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const texts = 20
/** What is promised: see docs/playground.md. */
const most = { usableMs: 15_000, transferredKb: 300, seenP50Ms: 300 }

const executablePath = findBrowser()
if (executablePath) await main()
else {
  console.error('There is no Chromium or Chrome in the PATH (apt-get install chromium).')
  process.exitCode = 2
}

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'threadline-page-'))
  const startedAt = performance.now()
  const program = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, PORT: '0', THREADLINE_FOLDER: folder },
    detached: true,
  })
  try {
    const url = await addressOf(program)
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
    try {
      report(await measure(browser, url, startedAt))
    } finally {
      await browser.close()
    }
  } finally {
    const ended = once(program, 'exit')
    // npm and what it has started.
    if (program.pid !== undefined) process.kill(-program.pid, 'SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(browser, url, startedAt) {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 } })
  let bytes = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(url)
  await page.getByText('Live', { exact: true }).waitFor()
  const pageMs = performance.now() - startedAt
  const transferredKb = bytes / 1_000
  // The first is seen when the desk has started.
  await seen(page, 'The first text of all')
  const usableMs = performance.now() - startedAt
  await page
    .locator('#messages')
    .getByRole('button', { name: /Reply in thread|repl(y|ies)$/ })
    .last()
    .click()
  const waits = []
  for (let number = 1; number <= texts; number += 1) waits.push(await seen(page, `A text to be seen, number ${number}`))
  return { pageMs, usableMs, transferredKb, ...percentiles('seen', waits) }
}

/** Milliseconds from Enter on the phone until the words stand in the channel or its thread. */
async function seen(page, words) {
  const field = page.getByLabel('Text as this customer')
  await field.fill(words)
  const startedAt = performance.now()
  await field.press('Enter')
  await page.locator('#messages, #thread-messages').getByText(words).first().waitFor({ timeout: 60_000 })
  return performance.now() - startedAt
}

function report(figures) {
  const ok = Object.entries(most).every(([name, value]) => figures[name] <= value)
  const summary = {
    type: 'summary',
    mode: 'page',
    ok,
    ...figures,
    most,
    circumstances: { ...circumstances(), command: 'npm run bench:page' },
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify(summary))
  else for (const [name, value] of Object.entries(figures)) console.log(`${name}: ${Math.round(value)}`)
  process.exitCode = ok ? 0 : 1
}

function addressOf(program) {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (words) => {
      said += words
      const found = /Open (http\S+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    program.stdout.on('data', hear)
    program.stderr.on('data', hear)
    program.once('exit', () => reject(new Error(said)))
  })
}

function findBrowser() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}
