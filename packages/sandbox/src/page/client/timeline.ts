/** Module `timeline.js` of the page: what goes between Slack, the desk and the carrier, as it happens. */
export const timelineModule = String.raw`
import { byId, el, sync } from './dom.js'
import { refresh, view } from './view.js'

export function drawTimeline(entries) {
  if (!byId('timeline').open) return
  const counted = entries.map((entry, at) => ({ ...entry, key: entry.at + entry.what + at }))
  sync(byId('timeline-entries'), counted, ({ key }) => key, drawEntry)
}

function drawEntry({ at, from, isBad, outcome, to, what }) {
  const time = new Date(at).toISOString().slice(11, 23)
  const way = from === to ? from : from + ' → ' + to
  return el(
    'tr',
    isBad ? { class: 'bad' } : {},
    el('td', {}, el('time', { datetime: at }, time)),
    el('td', {}, way),
    el('td', {}, what),
    el('td', {}, isBad ? '✗ ' + outcome : outcome),
  )
}

export function startTimeline() {
  byId('timeline').addEventListener('toggle', () => {
    view.hasTimeline = byId('timeline').open
    void refresh()
  })
}
`
