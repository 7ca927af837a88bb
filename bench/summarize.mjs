import { median } from './measure.mjs'

/** What must not happen, wherever a contestant promises that it does not. */
const failures = ['lost', 'duplicated', 'outOfOrder', 'wrong']
export const isFaultless = (found) => failures.every((name) => !found[name])

/**
 * Medians of the turns, and sums of what went wrong.
 *
 * @returns `ok` unless somebody broke a promise
 */
export function summarize(contestants, turns) {
  const rows = contestants.map(({ name, promises }) => {
    const own = turns.filter((turn) => turn.name === name)
    return rowOf({ name, promises }, own)
  })
  const raw = turns.filter(({ type }) => type === 'raw')
  const rawNames = [...new Set(raw.map(({ name }) => name))]
  return {
    ok: rows.every((row) => row.promises.every((phase) => !row[phase] || isFaultless(row[phase]))),
    rows,
    raw: rawNames.map((name) => ({ name, perSecond: median(raw.filter((one) => one.name === name).map(rateOf)) })),
  }
}

const rateOf = ({ perSecond }) => perSecond

function rowOf(contestant, own) {
  const fair = own.filter(({ type }) => type === 'turn')
  const foul = own.filter(({ type }) => type === 'foul')
  return {
    ...contestant,
    ...(fair.length > 0 && {
      runs: fair.length,
      ...mediansOf(fair, ['inbound', 'replies', 'alone', 'start']),
      memoryMb: median(fair.map(({ memoryMb }) => memoryMb)),
      fair: sumOf(fair.map((turn) => turn.fair)),
    }),
    ...(foul.length > 0 && {
      storm: sumOf(foul.map(({ storm }) => storm)),
      kill: sumOf(foul.map(({ kill }) => kill)),
      backMs: median(foul.map(({ backMs }) => backMs)),
    }),
  }
}

/** The median of each number in the parts of these names. */
export function mediansOf(turns, names) {
  const partOf = (name) =>
    Object.fromEntries(Object.keys(turns[0][name]).map((key) => [key, median(turns.map((turn) => turn[name][key]))]))
  return Object.fromEntries(names.map((name) => [name, partOf(name)]))
}

export function sumOf(list) {
  return Object.fromEntries(Object.keys(list[0]).map((key) => [key, list.reduce((sum, one) => sum + one[key], 0)]))
}
