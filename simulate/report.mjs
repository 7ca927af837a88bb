import { bursts } from './bursts.mjs'

/** Milliseconds by which one workspace's burst may delay another's text. */
export const boundMs = 1_000

/** Sets a run with a burst beside the same run without it. */
export function compare(burst, calm, busy) {
  const later = [...busy.delaysMs].map(([number, ms]) => ms - (calm.delaysMs.get(number) ?? 0))
  const lost = busy.planned - busy.delaysMs.size
  return {
    burst,
    texts: busy.planned,
    notHandedOver: lost,
    delayMs: { median: quantile([...busy.delaysMs.values()], 0.5), p99: quantile([...busy.delaysMs.values()], 0.99) },
    laterMs: { median: quantile(later, 0.5), p99: quantile(later, 0.99), worst: quantile(later, 1) },
    ofTheBurst: busy.own,
    transactions: busy.transactions,
    isFair: lost === 0 && quantile(later, 1) <= boundMs,
  }
}

export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

const columns = [
  ['burst of one workspace', ({ burst }) => burst],
  ['texts of others', ({ texts }) => texts],
  ['not handed over', ({ notHandedOver }) => notHandedOver],
  ['delay, median', ({ delayMs }) => `${delayMs.median} ms`],
  ['p99', ({ delayMs }) => `${delayMs.p99} ms`],
  ['later than without, p99', ({ laterMs }) => `${laterMs.p99} ms`],
  ['worst', ({ laterMs }) => `${laterMs.worst} ms`],
  ['within a second', ({ isFair }) => (isFair ? 'yes' : 'NO')],
]

export function table(rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  const body = rows.map((row) => line(columns.map(([, cell]) => cell(row))))
  const legend = rows.map(({ burst }) => `${burst}: ${bursts[burst].sentence}`)
  return [line(columns.map(([name]) => name)), line(columns.map(() => '---')), ...body, '', ...legend].join('\n')
}
