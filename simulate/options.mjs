import { parseArgs } from 'node:util'
import { bursts } from './bursts.mjs'
import { numberCount } from './numbers.mjs'

const names = Object.keys(bursts).filter((name) => name !== 'none')

export const usage = `npm run simulate -- [options]

  --workspaces N    desks in one process, on one storage and one queue (10000)
  --seconds N       how long they text, in their own time (60)
  --texts N         texts of all workspaces but the one with the burst (2000)
  --size N          texts of the burst (10000)
  --bursts LIST     with commas between (${names.join(',')})
  --queue NAME      fair: the queue in memory; first-come: what it is compared with (fair)
  --concurrency N   lanes that are drained at once (64)
  --connections N   connections to the database (10)
  --transaction N   milliseconds that each transaction takes (4)
  --seed N          the same seed is the same run (1)
  --json            one JSON object per burst

Ends with 1 when a text of another workspace is more than a second later than without the burst, or is not handed over.`

/** Reads the command line; `undefined` when it asks for help. Throws an Error with a sentence for the person at the terminal. */
export function readOptions(args) {
  const text = (value) => ({ type: 'string', default: value })
  const { values } = parseArgs({
    args,
    options: {
      workspaces: text('10000'),
      seconds: text('60'),
      texts: text('2000'),
      size: text('10000'),
      bursts: text(names.join(',')),
      queue: text('fair'),
      concurrency: text('64'),
      connections: text('10'),
      transaction: text('4'),
      seed: text('1'),
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const number = (name) => wholeNumber(`--${name}`, values[name])
  if (!['fair', 'first-come'].includes(values.queue)) throw new Error('--queue is fair or first-come.')
  const options = {
    workspaces: number('workspaces'),
    seconds: number('seconds'),
    texts: number('texts'),
    size: number('size'),
    concurrency: number('concurrency'),
    connections: number('connections'),
    transactionMs: number('transaction'),
    seed: number('seed'),
    queue: values.queue,
    bursts: values.bursts.split(',').map(findBurst),
    json: values.json,
  }
  if (options.workspaces < 2) throw new Error('--workspaces is 2 or more: somebody has to be held up.')
  if (options.size > numberCount) throw new Error(`--size is at most ${numberCount}: each of its texts has a contact.`)
  if (options.seconds <= 5) throw new Error('--seconds is more than 5: nobody texts in the last five.')
  return options
}

function findBurst(name) {
  if (names.includes(name)) return name
  throw new Error(`There is no burst “${name}”. There are ${names.join(', ')}.`)
}

function wholeNumber(name, value) {
  if (/^\d{1,9}$/.test(value) && Number(value) > 0) return Number(value)
  throw new Error(`${name} is a whole number above 0, not “${value}”.`)
}
