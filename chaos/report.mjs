import { createReached } from './reached.mjs'

/** Findings that fail a run. `unknown` does not: each of those stands in its thread as a question. */
const failures = ['lost', 'duplicated', 'outOfOrder', 'wrong', 'stuck', 'untaken', 'fallen']

/** Prints what happens as it happens, and adds it up. */
export function createReport({ hasLimits, json, provider, replicas, sabotage, seed, steps, storage, strike }) {
  const startedAtMs = performance.now()
  const kills = []
  const reached = createReached(steps)
  const rounds = []
  const print = (object, words) => console.log(json ? JSON.stringify(object) : words)

  return {
    run(round, kill) {
      kills.push(kill)
      reached.note(kill)
      const { backAfterMs, replica } = kill
      const whom = replica === undefined ? '' : `, replica ${replica}`
      print(
        { type: 'run', run: kills.length, round, ...kill },
        `${strike === 'hosts' ? 'kill' : 'strike'} ${kills.length}: ${nameOf(kill)}${whom}, back after ${backAfterMs} ms`,
      )
    },
    round(round, { found, ...result }) {
      const { fallen, stuck, untaken } = result
      const sentences = { ...found, stuck, untaken, fallen }
      const counts = countsOf(sentences)
      rounds.push({ ...result, ...counts })
      print(
        { type: 'round', round, ...result, ...counts, reached: reached.counts(), sentences },
        [
          `round ${round}: ${wordsOf({ ...result, ...counts })}`,
          `  steps reached so far: ${reached.inWords()}`,
          ...sentencesOf(sentences),
        ].join('\n'),
      )
    },
    /** @returns whether all is well */
    end() {
      const total = sum(rounds)
      const perStep = Object.fromEntries(tally(kills))
      const neverReached = reached.never()
      const isSound = failures.every((name) => total[name] === 0) && total.deadEffects === 0
      const ok = isSound && neverReached.length === 0
      const seconds = Math.round((performance.now() - startedAtMs) / 1_000)
      const backAfterMs = spread(kills.map((kill) => kill.backAfterMs))
      print(
        {
          type: 'summary',
          ok,
          storage,
          provider,
          replicas,
          hasLimits,
          seed,
          sabotage,
          strike,
          kills: kills.length,
          ...total,
          backAfterMs,
          seconds,
          perStep,
          neverReached,
        },
        [
          `${ok ? 'All is well' : 'NOT well'} after ${kills.length} ${strike === 'hosts' ? 'kills' : 'strikes'} in ${seconds} s: ${wordsOf(total)}`,
          ...neverReached.map((step) => `  never reached: ${step}`),
        ].join('\n'),
      )
      return ok
    },
  }
}

const counted = [...failures, 'unknown', 'deadEffects', 'texts', 'replies', 'sends', 'scheduled', 'broadcasts']

function countsOf(sentences) {
  return Object.fromEntries(Object.entries(sentences).map(([name, list]) => [name, list.length]))
}

function sum(rounds) {
  return Object.fromEntries(counted.map((name) => [name, rounds.reduce((total, round) => total + round[name], 0)]))
}

function tally(kills) {
  const counts = new Map()
  for (const kill of kills) {
    const name = kill.kind === 'step' && !kill.isHit ? 'not reached' : nameOf(kill)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([a], [b]) => a.localeCompare(b))
}

function nameOf({ isHit, kind, of, step }) {
  if (kind === 'step') return isHit ? step : `${step} (not reached)`
  return kind === 'outage' ? `${kind} of ${of}` : kind
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return { p50: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) }
}

const wordsOf = (counts) => counted.map((name) => `${name} ${counts[name]}`).join(', ')

const sentencesOf = (sentences) =>
  Object.entries(sentences).flatMap(([name, list]) => list.slice(0, 20).map((sentence) => `  ${name}: ${sentence}`))
