import { panelsOf } from './panels.mjs'

const width = 960
const margin = 24
const panelWidth = (width - 3 * margin) / 2
const labelWidth = 150
const valueWidth = 48
const barHeight = 11
const rowHeight = 2 * barHeight + 10
const headHeight = 50

/** Readable on white and on black, whichever the reader has; the background comes along. */
const style = `
  .ground { fill: #ffffff } text { font: 12px system-ui, sans-serif; fill: #1f2328 } .title { font-size: 14px; font-weight: 600 }
  .ours { font-weight: 600 } .small { font-size: 11px; fill: #59636e } .first { fill: #0969da } .second { fill: #bf8700 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .small { fill: #9198a1 } .first { fill: #4493f8 } .second { fill: #d29922 }
  }`

/**
 * Draws a summary: two panels beside each other, and below them where and by which command it was measured.
 *
 * @returns SVG
 */
export function chartOf(summary) {
  const panels = panelsOf(summary)
  const drawn = []
  let top = margin
  for (let index = 0; index < panels.length; index += 2) {
    const beside = panels.slice(index, index + 2)
    drawn.push(...beside.map((panel, column) => panelAt(panel, margin + column * (panelWidth + margin), top)))
    top += Math.max(...beside.map(heightOf)) + margin
  }
  const { command, cores, day, memoryGb, model, node } = summary.circumstances
  const notes = [command, `${day}, ${cores} cores (${model}), ${memoryGb} GB, Node ${node}`]
  drawn.push(...notes.map((note, index) => text(note, margin, top + 16 * index, 'small')))
  const height = top + 16 * notes.length
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(panels.map(({ title }) => title).join('; '))}</title>`,
    `<style>${style}\n</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

const heightOf = ({ rows }) => headHeight + rows.length * rowHeight

function panelAt({ rows, series, title }, left, top) {
  const most = Math.max(...rows.flatMap(({ values }) => values), 1e-9)
  const legend = series.map((name, index) => {
    const at = left + index * 180
    return `${rect(at, top + 22, 10, 10, classes[index])}${text(name, at + 16, top + 31, 'small')}`
  })
  const bars = rows.map((row, index) => rowAt(row, left, top + headHeight + index * rowHeight, most))
  return [text(title, left, top + 12, 'title'), ...legend, ...bars].join('\n')
}

const classes = ['first', 'second']

function rowAt({ isOurs, label, values }, left, top, most) {
  const start = left + labelWidth
  const room = panelWidth - labelWidth - valueWidth
  const bars = values.map((value, index) => {
    const [y, length] = [top + index * (barHeight + 1), (value / most) * room]
    return rect(start, y, length, barHeight, classes[index]) + text(rounded(value), start + length + 5, y + 10, 'small')
  })
  return text(label, left, top + 15, isOurs ? 'ours' : '') + bars.join('')
}

const rounded = (value) => value.toLocaleString('en-US', { maximumFractionDigits: value < 20 ? 1 : 0 })

const rect = (x, y, w, h, name) =>
  `<rect class="${name}" x="${x}" y="${y}" width="${w.toFixed(1)}" height="${h}" rx="2"/>`

const text = (words, x, y, name) =>
  `<text${name && ` class="${name}"`} x="${Number(x).toFixed(1)}" y="${y}">${escaped(words)}</text>`

const escaped = (words) => String(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
