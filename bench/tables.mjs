/** A summary as tables in Markdown, as docs/figures.md has them. */
export function tablesOf(summary) {
  const { cores, day, memoryGb, model, node, command } = summary.circumstances
  const tables = byMode[summary.mode](summary)
  const head = `${command}\n${day}, ${cores} cores (${model}), ${memoryGb} GB, Node ${node}; medians`
  return [head, ...tables.filter(({ rows }) => rows.length > 0).map(drawn)].join('\n\n')
}

const drawn = ({ head, rows }) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const byMode = { compare: compareTables, growth: growthTables, long: longTables }

function compareTables({ raw, rows }) {
  const fair = rows.filter(({ inbound }) => inbound)
  const foul = rows.filter(({ storm }) => storm)
  return [
    {
      head: [
        'contestant',
        'texts/s',
        'replies/s',
        'ack p50, p95, p99',
        'of one sender',
        'start: ack, post',
        'memory',
        'lost, twice, swapped, wrong',
      ],
      rows: fair.map(({ alone, fair: found, inbound, memoryMb, name, replies, start }) => [
        name,
        Math.round(inbound.perSecond),
        Math.round(replies.perSecond),
        waits(inbound, 'ack'),
        waits(alone, 'ack'),
        `${seconds(start.ackMs)}, ${seconds(start.postMs)} s`,
        `${Math.round(memoryMb)} MB`,
        findings(found),
      ]),
    },
    {
      head: ['per text, per reply', 'CPU', 'CPU of PostgreSQL', 'calls to Slack', 'SQL round trips', 'SQL statements'],
      rows: fair.map(({ inbound, name, replies }) => [name, ...costCells([inbound, replies])]),
    },
    {
      head: [
        'lost, twice, swapped, wrong',
        'duplicates, jitter, 429s',
        'killed twice',
        'asked about',
        'listens again after',
      ],
      rows: foul.map(({ backMs, kill, name, storm }) => [
        name,
        findings(storm),
        findings(kill),
        kill.asked,
        `${seconds(backMs)} s`,
      ]),
    },
    {
      head: ['bare database', 'messages/s'],
      rows: raw.map(({ name, perSecond }) => [name, Math.round(perSecond)]),
    },
  ]
}

function costCells(sides) {
  const each = (key, digits, unit = '') => {
    if (sides.some((side) => side[key] === undefined)) return '–'
    return `${sides.map((side) => side[key].toFixed(digits)).join(', ')}${unit}`
  }
  return [
    each('cpuMs', 2, ' ms'),
    each('serverCpuMs', 2, ' ms'),
    each('slackCalls', 1),
    each('roundTrips', 1),
    each('statements', 1),
  ]
}

function growthTables({ busy, history, lines }) {
  const rateHead = [
    'texts/s',
    'replies/s',
    'ack p50, p95, p99',
    'of one sender',
    'CPU per text, reply',
    'of PostgreSQL',
  ]
  const rateCells = ({ alone, inbound, replies }) => [
    Math.round(inbound.perSecond),
    Math.round(replies.perSecond),
    waits(inbound, 'ack'),
    waits(alone, 'ack'),
    ...costCells([inbound, replies]).slice(0, 2),
  ]
  return [
    {
      head: ['conversations', 'messages', 'on disk', ...rateHead, 'beside the first'],
      rows: history.rows.map(({ conversations, diskMb, ratios, ...row }) => [
        count(conversations),
        count(conversations * 10),
        `${count(Math.round(diskMb))} MB`,
        ...rateCells(row),
        `text ${ratios.inbound.toFixed(2)}, reply ${ratios.replies.toFixed(2)}`,
      ]),
    },
    { head: ['lines', ...rateHead], rows: lines.rows.map(({ lines: number, ...row }) => [number, ...rateCells(row)]) },
    {
      head: ['beside the others', 'ack p50, p95, p99 of the others', 'in Slack after', 'texts/s beside them'],
      rows: busy.rows.map(({ beside, others, name }) => [
        name,
        waits(others, 'ack'),
        waits(others, 'delivered'),
        beside ? Math.round(beside.perSecond) : '–',
      ]),
    },
  ]
}

function longTables({ samples }) {
  return [
    {
      head: ['messages', 'heap', 'resident', 'texts/s'],
      rows: samples.map(({ heapMb, messages, perSecond, rssMb }) => [
        count(messages),
        `${heapMb.toFixed(1)} MB`,
        `${Math.round(rssMb)} MB`,
        perSecond === undefined ? '–' : Math.round(perSecond),
      ]),
    },
  ]
}

const waits = (side, name) => `${['P50Ms', 'P95Ms', 'P99Ms'].map((key) => side[name + key].toFixed(1)).join(', ')} ms`
const seconds = (ms) => (ms / 1_000).toFixed(2)
const count = (number) => number.toLocaleString('en-US')
const findings = ({ duplicated, lost, outOfOrder, wrong }) => [lost, duplicated, outOfOrder, wrong].join(', ')
