/** Module `timeline.js` of the page: what goes between Slack, the desk and the carrier, all of it or one message's. */
export const timelineModule = String.raw`
import { byId, el, sync } from './dom.js'
import { refresh, showSide, view } from './view.js'

let isFirst = true
let isAtEnd = true

export function drawTimeline(entries, following) {
  drawFollowing(following)
  if (!byId('timeline').open) return
  const start = entries.length > 0 ? new Date(entries[0].at).getTime() : 0
  const counted = entries.map((entry, at) => ({ ...entry, key: entry.at + entry.what + at, start: view.follow ? start : undefined }))
  sync(byId('timeline-entries'), counted, ({ key }) => key, drawEntry)
  byId('timeline-empty').hidden = entries.length > 0
  // All of it is read from its end, one message from its beginning.
  const list = byId('timeline-list')
  if (view.follow === undefined && isAtEnd) list.scrollTop = list.scrollHeight
}

function drawFollowing(following) {
  byId('following').hidden = !following
  for (const node of document.querySelectorAll('[data-key]')) node.classList.toggle('followed', node.dataset.key === view.follow)
  if (!following) return
  const words = following.words === undefined ? 'That message is not here any more.' : 'Following “' + shortened(following.words) + '”'
  byId('followed-words').textContent = words
  byId('follow-link').href = '/?follow=' + encodeURIComponent(following.key)
  if (isFirst) goTo(following)
}

const shortened = (words) => (words.length > 60 ? words.slice(0, 59) + '…' : words)

// Whoever comes by a link sees the message itself too.
function goTo({ channel, phone, thread }) {
  isFirst = false
  if (channel !== undefined) view.channel = channel
  if (thread !== undefined) view.thread = thread
  if (phone !== undefined) view.phone = phone
  showSide(phone === undefined ? 'workspace' : 'phones')
  void refresh()
}

function drawEntry({ at, durationMs, from, isBad, outcome, start, to, what }) {
  const moment = new Date(at)
  const own = from === to
  const kind = own ? what.split(' ')[0] : to === 'desk' ? 'incoming' : 'call'
  const parties = own ? [party(from)] : [party(from), ' → ', party(to)]
  return el(
    'tr',
    { class: 'entry ' + kind + (isBad ? ' bad' : '') },
    el('td', {}, el('time', { datetime: at }, moment.toISOString().slice(11, 23))),
    el('td', { class: 'number' }, start === undefined ? '' : '+' + (moment.getTime() - start) + ' ms'),
    el('td', {}, parties),
    el('td', { class: 'what' }, what),
    el('td', {}, isBad ? '✗ ' + outcome : outcome),
    el('td', { class: 'number' }, durationMs === undefined ? '' : durationMs.toFixed(durationMs < 10 ? 1 : 0) + ' ms'),
  )
}

const party = (name) => el('span', { class: 'party ' + name.toLowerCase() }, name)

// Shows one message's way through the desk; the address of the page leads there again.
export function follow(key) {
  isFirst = false
  view.follow = key
  byId('timeline-list').scrollTop = 0
  isAtEnd = true
  history.replaceState(null, '', key === undefined ? location.pathname : '/?follow=' + encodeURIComponent(key))
  if (key !== undefined) open()
  void refresh()
  byId(key === undefined ? 'timeline-title' : 'unfollow').focus()
}

function open() {
  view.hasTimeline = true
  byId('timeline').open = true
  byId('following').hidden = false
}

export function startTimeline() {
  byId('timeline').addEventListener('toggle', () => {
    view.hasTimeline = byId('timeline').open
    void refresh()
  })
  const list = byId('timeline-list')
  list.addEventListener('scroll', () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60
  })
  byId('unfollow').addEventListener('click', () => follow(undefined))
  const asked = new URLSearchParams(location.search).get('follow')
  if (asked === null) return void (isFirst = false)
  view.follow = asked
  open()
}
`
