// What is drawn of a summary: panels of bars, `{ title, series, rows: [{ label, isOurs, values }] }`.

/** @returns the panels of a summary of any kind */
export const panelsOf = (summary) => byMode[summary.mode](summary)

const byMode = { compare: ofComparison, growth: ofGrowth, long: ofLongRun }
const sides = ['texts', 'replies']

function ofComparison({ rows }) {
  const fair = rows.filter(({ inbound }) => inbound)
  const foul = rows.filter(({ storm }) => storm)
  const panel = (title, series, list, valuesOf) => ({
    title,
    series,
    rows: list.map((row) => ({ label: row.name, isOurs: row.name.startsWith('threadline'), values: valuesOf(row) })),
  })
  return [
    panel('Messages a second', sides, fair, ({ inbound, replies }) => [inbound.perSecond, replies.perSecond]),
    panel('CPU per message with PostgreSQL’s, ms', sides, fair, ({ inbound, replies }) => [
      cpuOf(inbound),
      cpuOf(replies),
    ]),
    panel('A webhook is answered within, p99, ms', ['many senders', 'one sender'], fair, ({ alone, inbound }) => [
      inbound.ackP99Ms,
      alone.ackP99Ms,
    ]),
    panel('Lost, doubled, swapped or misplaced', ['duplicates, jitter, 429s', 'killed twice'], foul, (row) => [
      faultsOf(row.storm),
      faultsOf(row.kill),
    ]),
  ].filter((one) => one.rows.length > 0)
}

function ofGrowth({ busy, history, lines }) {
  const label = ({ conversations }) => `${conversations.toLocaleString('en-US')} conversations`
  const rates = ({ inbound, replies }) => [inbound.perSecond, replies.perSecond]
  return [
    { title: 'Messages a second, by history', series: sides, rows: history.rows.map(row(label, rates)) },
    {
      title: 'CPU per message with PostgreSQL’s, ms, by history',
      series: sides,
      rows: history.rows.map(row(label, ({ inbound, replies }) => [cpuOf(inbound), cpuOf(replies)])),
    },
    {
      title: 'Messages a second, by lines',
      series: sides,
      rows: lines.rows.map(row((one) => `${one.lines} ${one.lines === 1 ? 'line' : 'lines'}`, rates)),
    },
    {
      title: 'Texts of others stand in Slack within, ms',
      series: ['p50', 'p95'],
      rows: busy.rows.map(
        row(
          ({ name }) => `beside ${name}`,
          ({ others }) => [others.deliveredP50Ms, others.deliveredP95Ms],
        ),
      ),
    },
  ]
}

function ofLongRun({ samples }) {
  const label = ({ messages }) => `${messages.toLocaleString('en-US')} messages`
  const values = ({ heapMb, rssMb }) => [heapMb, rssMb]
  return [{ title: 'Memory, MB', series: ['heap', 'resident'], rows: samples.map(row(label, values)) }]
}

const row = (labelOf, valuesOf) => (one) => ({ label: labelOf(one), values: valuesOf(one) })
const cpuOf = ({ cpuMs, serverCpuMs = 0 }) => cpuMs + serverCpuMs
const faultsOf = ({ duplicated, lost, outOfOrder, wrong }) => lost + duplicated + outOfOrder + wrong
