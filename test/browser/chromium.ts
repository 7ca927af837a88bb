import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const usual = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Where this machine has a Chromium or Chrome, if it has one. */
export function findChromium(path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(delimiter), ...usual].filter((folder) => folder !== '')
  const candidates = folders.flatMap((folder) => [...names.map((name) => join(folder, name)), folder])
  return candidates.find((candidate) => isBrowser(candidate) && existsSync(candidate))
}

const isBrowser = (path: string): boolean =>
  /(chromium|chromium-browser|google-chrome|google-chrome-stable|Chromium|Google Chrome|chrome\.exe)$/.test(path)
