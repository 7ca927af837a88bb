// Puts contestants side by side: the same job, the same world around each, on the same machine in the same run.
//
//   npm run bench -- --json
import { compare } from './compare.mjs'
import { grow } from './growth/grow.mjs'
import { runLong } from './growth/long.mjs'
import { readOptions, usage } from './options.mjs'
import { installOthers } from './others.mjs'
import { show, readSummary } from './show.mjs'

const modes = { compare, growth: grow, long: runLong }

const options = attempt(() => readOptions(process.argv.slice(2)), `\n\n${usage}`)
if (options && attempt(() => ready(options))) await main(options)
else if (!process.exitCode) console.log(usage)

/** What does not work before anything has begun is a sentence for the person at the terminal. */
function attempt(work, hint = '') {
  try {
    return work()
  } catch (error) {
    console.error(`${error.message}${hint}`)
    process.exitCode = 2
    return undefined
  }
}

function ready({ contestants, from }) {
  if (from === undefined && contestants.some(({ module }) => module.startsWith('./others/'))) installOthers()
  return true
}

async function main(options) {
  const { from, json, mode } = options
  const print = json ? (turn) => console.log(JSON.stringify(turn)) : ({ words }) => console.error(words)
  const summary = from === undefined ? await modes[mode](options, print) : attempt(() => readSummary(from))
  if (!summary) return
  show(summary, options)
  process.exitCode = summary.ok ? 0 : 1
}
