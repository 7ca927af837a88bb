// Many workspaces in one process, on a clock that jumps: does the burst of one delay the texts of the others?
//
//   npm run simulate -- --json
import { readOptions, usage } from './options.mjs'
import { compare, table } from './report.mjs'
import { run } from './run.mjs'

const options = read()
if (options) await main(options)
else if (!process.exitCode) console.log(usage)

function read() {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exitCode = 2
    return undefined
  }
}

async function main({ bursts, json, ...settings }) {
  const calm = await run({ ...settings, burst: 'none' })
  const rows = []
  for (const burst of bursts) {
    const row = compare(burst, calm, await run({ ...settings, burst }))
    rows.push(row)
    if (json) console.log(JSON.stringify({ ...row, ...settings }))
  }
  if (!json) console.log(table(rows))
  if (!json) console.log(`without a burst: ${calm.transactions} transactions in ${settings.seconds} s`)
  process.exitCode = rows.every(({ isFair }) => isFair) ? 0 : 1
}
