import { parseArgs } from 'node:util'
import { carriers } from './carriers.mjs'
import { steps as allSteps, stepsWith } from './kill-points.mjs'
import { sabotages } from './sabotage.mjs'

const providers = Object.keys(carriers)
const storages = ['pglite', 'postgres', 'memory']

/** What can be struck, and how often in a round at most: an outage takes a minute. */
const strikes = { hosts: 50, database: 10, slack: 1, carrier: 1 }

export const usage = `npm run chaos -- [options]

  --runs N          strikes in all (20)
  --strike WHAT     what is struck (hosts):
                      hosts      processes of the host are killed
                      database   PostgreSQL is killed (kill -9) and restarted in good order, in turns; needs postgres.
                                 Always the throw-away server, with fsync on
                      slack      Slack is away: connections refused, then 503s, then answers that come late or too late
                      carrier    the carrier is away in the same way
  --outage MINUTES  how long Slack or the carrier is away (10), on the hosts' clock
  --time-scale N    how much quicker that clock goes than the one on the wall (10 when Slack or the carrier is struck)
  --storage NAME    ${storages.join(', ')} (pglite); memory loses everything, and shows that a loss is seen
  --provider NAME   whose API and webhooks the carrier speaks: ${providers.join(', ')} (twilio)
  --replicas N      hosts on one database (1); more than one needs postgres
  --seed N          makes what is said, and where it is killed, the same (1)
  --per-round N     strikes between two looks at the ledger (hosts 50, database 10, slack and carrier 1)
  --contacts N      customers (40)
  --limits          hosts keep to a post a second in the channel, as they do by themselves; else all that waits goes at once
  --pause N         milliseconds between two words, on average (40)
  --drain SECONDS   after so long without any move, what is left is stuck (420: the longest back-off is over then)
  --steps LIST      steps to be killed at, with commas between; none for moments only (all that are reached with the
                    provider). A run in which each had its turn, and one was never reached, ends with 1
  --sabotage NAME   a host that is wrong on purpose: ${sabotages.join(', ')}
  --json            one JSON object per kill, one per round, and a summary

Steps: ${allSteps.join(' ')}`

/** Reads the command line; `undefined` when it asks for help. Throws an Error with a sentence for the person at the terminal. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '20' },
      storage: { type: 'string', default: 'pglite' },
      provider: { type: 'string', default: 'twilio' },
      limits: { type: 'boolean', default: false },
      replicas: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'per-round': { type: 'string' },
      strike: { type: 'string', default: 'hosts' },
      outage: { type: 'string', default: '10' },
      'time-scale': { type: 'string' },
      contacts: { type: 'string', default: '40' },
      pause: { type: 'string', default: '40' },
      drain: { type: 'string', default: '420' },
      steps: { type: 'string' },
      sabotage: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  const { strike } = values
  if (!Object.hasOwn(strikes, strike)) throw new Error(`--strike is one of ${Object.keys(strikes).join(', ')}.`)
  const isOutage = strike === 'slack' || strike === 'carrier'
  const options = {
    runs: wholeNumber('--runs', values.runs),
    storage: values.storage,
    provider: values.provider,
    hasLimits: values.limits,
    replicas: wholeNumber('--replicas', values.replicas),
    seed: wholeNumber('--seed', values.seed),
    strike,
    outageMinutes: wholeNumber('--outage', values.outage),
    timeScale: wholeNumber('--time-scale', values['time-scale'] ?? (isOutage ? '10' : '1')),
    perRound: wholeNumber('--per-round', values['per-round'] ?? String(strikes[strike])),
    contacts: wholeNumber('--contacts', values.contacts),
    pauseMs: wholeNumber('--pause', values.pause),
    drainWithinMs: 1_000 * wholeNumber('--drain', values.drain),
    sabotage: values.sabotage,
    json: values.json,
  }
  if (options.sabotage !== undefined && !sabotages.includes(options.sabotage))
    throw new Error(`--sabotage is one of ${sabotages.join(', ')}.`)
  if (!storages.includes(options.storage)) throw new Error(`--storage is one of ${storages.join(', ')}.`)
  if (!providers.includes(options.provider)) throw new Error(`--provider is one of ${providers.join(', ')}.`)
  if (options.replicas > 1 && options.storage !== 'postgres')
    throw new Error('Several replicas need --storage postgres.')
  if (strike === 'database' && options.storage !== 'postgres')
    throw new Error('--strike database needs --storage postgres.')
  return { ...options, steps: strike === 'hosts' ? readSteps(values.steps, options.provider) : [] }
}

function readSteps(list, provider) {
  const reachable = stepsWith(carriers[provider])
  if (list === undefined) return reachable
  const wanted = list.split(',').filter((step) => step !== '' && step !== 'none')
  const strange = wanted.find((step) => !allSteps.includes(step))
  if (strange) throw new Error(`There is no step “${strange}”.`)
  const vain = wanted.find((step) => !reachable.includes(step))
  if (vain) throw new Error(`With --provider ${provider} nobody comes by “${vain}”.`)
  return wanted
}

function wholeNumber(name, value) {
  if (/^\d{1,9}$/.test(value) && Number(value) > 0) return Number(value)
  throw new Error(`${name} is a whole number above 0, not “${value}”.`)
}
