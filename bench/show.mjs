import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { chartOf } from './chart/index.mjs'
import { tablesOf } from './tables.mjs'

/** What everything was measured on, and by which command. */
export const circumstances = () => ({
  command:
    `npm run bench ${process.argv.length > 2 ? '-- ' : ''}${process.argv.slice(2).filter(isOfRun).join(' ')}`.trim(),
  day: new Date().toISOString().slice(0, 10),
  cores: cpus().length,
  model: cpus()[0]?.model,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  linux: release(),
  node: process.version,
})

/** How it was shown then is of no interest. */
const isOfRun = (word, index, words) => word !== '--json' && word !== '--chart' && words[index - 1] !== '--chart'

/** Prints a summary, and draws it where that is asked for. */
export function show(summary, { chart, json }) {
  console.log(json ? JSON.stringify(summary) : tablesOf(summary))
  if (chart !== undefined) writeFileSync(chart, chartOf(summary))
}

/** The summary in what `--json` printed. Throws an Error with a sentence for the person at the terminal. */
export function readSummary(file) {
  try {
    const last = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1))
    if (last.type === 'summary') return last
  } catch {
    // Says the same as a file with something else in it.
  }
  throw new Error(`${file} does not end with a summary, as --json prints it.`)
}
