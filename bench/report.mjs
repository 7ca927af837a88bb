import { cpus, release, totalmem } from 'node:os'

const failures = ['lost', 'duplicated', 'outOfOrder', 'wrong']

/** Prints turns as they end, and what they come to. */
export function createReport({ json }) {
  const turns = []
  const raw = []
  return {
    turn(run, name, result) {
      turns.push({ name, ...result })
      if (json) console.log(JSON.stringify({ type: 'turn', run, name, ...result }))
      else
        console.error(
          `run ${run}: ${name}, ${Math.round(result.inbound.perSecond)} texts/s, ${Math.round(result.replies.perSecond)} replies/s`,
        )
    },
    raw(run, name, perSecond) {
      if (perSecond === undefined) return
      raw.push({ name, perSecond })
      if (json) console.log(JSON.stringify({ type: 'raw', run, name, perSecond }))
    },
    /** @returns whether nothing was lost, doubled, swapped or put in a wrong place */
    end() {
      const rows = Object.entries(group(turns)).map(([name, list]) => ({ name, ...summarize(list) }))
      const rawRows = Object.entries(group(raw)).map(([name, list]) => ({
        name,
        perSecond: median(list.map((row) => row.perSecond)),
      }))
      const ok = rows.every((row) => failures.every((name) => row[name] === 0))
      if (json) console.log(JSON.stringify({ type: 'summary', ok, machine: machine(), rows, raw: rawRows }))
      else console.log(tables(rows, rawRows))
      return ok
    },
  }
}

function group(list) {
  const groups = {}
  for (const item of list) (groups[item.name] ??= []).push(item)
  return groups
}

function summarize(list) {
  const side = (name) =>
    Object.fromEntries(Object.keys(list[0][name]).map((key) => [key, median(list.map((turn) => turn[name][key]))]))
  const sums = failures.map((name) => [name, list.reduce((sum, turn) => sum + turn[name], 0)])
  return {
    runs: list.length,
    inbound: side('inbound'),
    replies: side('replies'),
    alone: side('alone'),
    memoryMb: median(list.map((turn) => turn.memoryMb)),
    ...Object.fromEntries(sums),
  }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

const machine = () => ({
  cores: cpus().length,
  model: cpus()[0]?.model,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  linux: release(),
  node: process.version,
})

function tables(rows, rawRows) {
  const { cores, memoryGb, model, node } = machine()
  return [
    `${cores} cores (${model}), ${memoryGb} GB, Node ${node}; medians`,
    '',
    '| contestant | texts/s | replies/s | ack p50, p95, p99 | of one sender | CPU per text, reply | SQL per text, reply | memory | lost, twice, swapped, wrong |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(wordsOf),
    ...(rawRows.length === 0 ? [] : ['', '| bare database | messages/s |', '| --- | --- |']),
    ...rawRows.map(({ name, perSecond }) => `| ${name} | ${Math.round(perSecond)} |`),
  ].join('\n')
}

function wordsOf({ alone, inbound, memoryMb, name, replies, ...row }) {
  const each = (key, digits, unit = '') =>
    `${inbound[key].toFixed(digits)}${unit}, ${replies[key].toFixed(digits)}${unit}`
  const rates = `${Math.round(inbound.perSecond)} | ${Math.round(replies.perSecond)}`
  const ackOf = (side) => `${['ackP50Ms', 'ackP95Ms', 'ackP99Ms'].map((key) => side[key].toFixed(1)).join(', ')} ms`
  return `| ${name} | ${rates} | ${ackOf(inbound)} | ${ackOf(alone)} | ${each('cpuMs', 2, ' ms')} | ${each('statements', 1)} | ${memoryMb} MB | ${failures.map((key) => row[key]).join(', ')} |`
}
