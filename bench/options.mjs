import { parseArgs } from 'node:util'
import { contestants } from './contestants/index.mjs'

const names = contestants.map(({ name }) => name)

export const usage = `npm run bench -- [options]

  --contestants LIST  who takes part, with commas between (all of them): ${names.join(', ')}
  --runs N            rounds in which each has its turn, in another order each time; medians count (5)
  --messages N        texts, and then replies, in each turn (2000)
  --contacts N        conversations (100)
  --clients N         senders of webhooks at a time (16); no more than contacts
  --faults            every 20th webhook comes twice, and Slack turns every 50th post away for a second (429)
  --no-raw            without the rates of the bare database
  --json              one JSON object per turn, and a summary`

/** Reads the command line; `undefined` when it asks for help. Throws an Error with a sentence for the person at the terminal. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      contestants: { type: 'string', default: names.join(',') },
      runs: { type: 'string', default: '5' },
      messages: { type: 'string', default: '2000' },
      contacts: { type: 'string', default: '100' },
      clients: { type: 'string', default: '16' },
      faults: { type: 'boolean', default: false },
      'no-raw': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const options = {
    contestants: values.contestants.split(',').map(findContestant),
    runs: wholeNumber('--runs', values.runs),
    messages: wholeNumber('--messages', values.messages),
    contacts: wholeNumber('--contacts', values.contacts),
    clients: wholeNumber('--clients', values.clients),
    faults: values.faults,
    withRaw: !values['no-raw'],
    json: values.json,
  }
  if (options.clients > options.contacts) throw new Error('--clients is no more than --contacts: each has its own.')
  return options
}

function findContestant(wanted) {
  const found = contestants.find(({ name }) => name === wanted)
  if (found) return found
  throw new Error(`There is no contestant “${wanted}”. There are ${names.join(', ')}.`)
}

function wholeNumber(name, value) {
  if (/^\d{1,9}$/.test(value) && Number(value) > 0) return Number(value)
  throw new Error(`${name} is a whole number above 0, not “${value}”.`)
}
