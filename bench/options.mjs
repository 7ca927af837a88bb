import { parseArgs } from 'node:util'
import { contestants } from './contestants/index.mjs'
import { plants } from './fakes/plant.mjs'

const names = contestants.map(({ name }) => name)

export const usage = `npm run bench -- [options]

Puts contestants side by side:

  --contestants LIST  who takes part, with commas between (all of them): ${names.join(', ')}
  --runs N            rounds in which each has its turn, in another order each time; medians count (5)
  --warm N            texts, and then replies, before anything is measured: what runs for weeks is not judged by its
                      first seconds (as many as are measured)
  --foul N            rounds in foul weather: webhooks come twice, calls wait or are turned away (429), processes are
                      killed (1)
  --through NAME      what stands for Slack and the carrier in fair weather: fakes, which do as little as they can, or
                      the sandbox, which checks every call (fakes)
  --no-raw            without the rates of the bare database

Or, instead of that:

  --growth            how Threadline grows: with history, with lines, beside one very busy conversation
  --sizes LIST        conversations in the database, ten messages to each (0,100000,1000000)
  --lines LIST        lines, with a channel to each (1,2,4,8)
  --runs N            rounds of each (3)
  --long N            what a process holds in memory over so many messages; 100000 take about ten minutes
  --replies N         of a hundred messages of --long so many are replies (50)

For each of them:

  --messages N        texts, and then replies, in each turn (400)
  --contacts N        conversations (100)
  --clients N         senders of webhooks at a time (16); no more than contacts
  --patience N        seconds in which nothing may happen before what is missing is given up (30)
  --json              one JSON object per turn, and a summary
  --chart FILE        draws the summary, as SVG
  --from FILE         runs nothing, and shows what --json printed into that file
  --plant FAULT       has Slack make a mistake, to show that it is found: ${plants.join(', ')}`

/** Reads the command line; `undefined` when it asks for help. Throws an Error with a sentence for the person at the terminal. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      contestants: { type: 'string' },
      runs: { type: 'string' },
      foul: { type: 'string', default: '1' },
      through: { type: 'string', default: 'fakes' },
      'no-raw': { type: 'boolean', default: false },
      growth: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '0,100000,1000000' },
      lines: { type: 'string', default: '1,2,4,8' },
      long: { type: 'string' },
      replies: { type: 'string', default: '50' },
      messages: { type: 'string', default: '400' },
      warm: { type: 'string' },
      contacts: { type: 'string', default: '100' },
      clients: { type: 'string', default: '16' },
      patience: { type: 'string', default: '30' },
      json: { type: 'boolean', default: false },
      chart: { type: 'string' },
      from: { type: 'string' },
      plant: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const options = {
    mode: values.growth ? 'growth' : values.long === undefined ? 'compare' : 'long',
    contestants: contestantsOf(values),
    runs: wholeNumber('--runs', values.runs ?? (values.growth ? '3' : '5'), 0),
    foul: wholeNumber('--foul', values.foul, 0),
    through: values.through,
    withRaw: !values['no-raw'],
    sizes: wholeNumbers('--sizes', values.sizes, 0),
    lines: wholeNumbers('--lines', values.lines, 1),
    long: wholeNumber('--long', values.long ?? '100000'),
    replies: wholeNumber('--replies', values.replies, 0),
    messages: wholeNumber('--messages', values.messages),
    warm: wholeNumber('--warm', values.warm ?? values.messages, 0),
    contacts: wholeNumber('--contacts', values.contacts),
    clients: wholeNumber('--clients', values.clients),
    patienceMs: wholeNumber('--patience', values.patience) * 1_000,
    json: values.json,
    chart: values.chart,
    from: values.from,
    plant: values.plant,
  }
  check(options, values)
  return options
}

function check({ clients, contacts, foul, mode, plant, replies, runs, through }, values) {
  if (values.growth && values.long !== undefined) throw new Error('--growth and --long are two runs: ask for one.')
  if (through !== 'fakes' && through !== 'sandbox') throw new Error('--through is fakes or sandbox.')
  if (through === 'sandbox' && mode !== 'compare') throw new Error('--through sandbox is of turns in fair weather.')
  if (replies > 99) throw new Error('--replies takes whole numbers from 0 to 99.')
  if (clients > contacts) throw new Error('--clients is no more than --contacts: each has its own.')
  if (runs === 0 && (mode !== 'compare' || foul === 0)) throw new Error('With --runs 0 there is nothing to do.')
  if (plant !== undefined && !plants.includes(plant))
    throw new Error(`There is no fault “${plant}”. There are ${plants.join(', ')}.`)
}

/** How something grows is asked of one. */
function contestantsOf({ contestants: given, growth, long }) {
  const isOfOne = growth || long !== undefined
  const list = (given ?? (isOfOne ? 'threadline-postgres' : names.join(','))).split(',').map(findContestant)
  const isOurs = ({ module, storage }) => module.includes('threadline') && storage === 'postgres'
  if (growth && !(list.length === 1 && isOurs(list[0])))
    throw new Error('--growth is of threadline-postgres or threadline-postgres-2: it needs a database with a history.')
  if (isOfOne && list.length > 1) throw new Error('--long is of one contestant.')
  return list
}

function findContestant(wanted) {
  const found = contestants.find(({ name }) => name === wanted)
  if (found) return found
  throw new Error(`There is no contestant “${wanted}”. There are ${names.join(', ')}.`)
}

const wholeNumbers = (name, value, least) => value.split(',').map((one) => wholeNumber(name, one, least))

function wholeNumber(name, value, least = 1) {
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value)
  throw new Error(`${name} takes whole numbers from ${least} on, not “${value}”.`)
}
