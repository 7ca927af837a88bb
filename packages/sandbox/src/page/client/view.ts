/** Module `view.js` of the page: what is looked at, and how it is read anew. */
export const viewModule = String.raw`
import { read } from './api.js'
import { byId } from './dom.js'

// Who acts, and what is open.
export const view = { member: undefined, channel: undefined, thread: undefined, phone: undefined, isHome: false, hasTimeline: false, follow: undefined, shown: 200 }

let names = new Map()
let channelNames = new Map()
let known = { members: [], channels: [] }
let isReading = false
let isStale = false
let draw = () => {}

// What draws the state once it has been read.
export function drawWith(callback) {
  draw = callback
}

export const nameOf = (id) => names.get(id) ?? id

export const context = {
  nameOf,
  channelName: (id) => channelNames.get(id) ?? id,
  members: () => known.members,
  channels: () => known.channels,
  openChannel(id) {
    view.isHome = false
    view.channel = id
    view.shown = 200
    view.thread = undefined
    refresh()
  },
  openThread(channel, ts) {
    view.isHome = false
    view.channel = channel
    view.thread = ts
    showSide('workspace')
    refresh().then(() => byId('thread-text').focus())
  },
}

// Reads everything anew and draws it. Calls while it reads are answered by one more read.
export async function refresh() {
  if (isReading) {
    isStale = true
    return
  }
  isReading = true
  try {
    do {
      isStale = false
      take(await read('/control/state?' + query()))
    } while (isStale)
  } catch {
    byId('connection').textContent = 'Not connected'
  } finally {
    isReading = false
  }
}

function query() {
  const chosen = Object.entries({ member: view.member, channel: view.channel, phone: view.phone, shown: view.shown, timeline: view.hasTimeline ? '' : undefined, follow: view.follow })
  return new URLSearchParams(chosen.filter(([, value]) => value !== undefined)).toString()
}

function take(state) {
  if (isStale) return
  known = {
    members: state.workspace.members.filter(({ kind }) => kind !== 'app'),
    channels: state.workspace.channels.filter(({ kind, isArchived }) => kind !== 'im' && !isArchived),
  }
  names = new Map(state.workspace.members.map((member) => [member.id, member.name]))
  channelNames = new Map(state.workspace.channels.map((channel) => [channel.id, channel.name]))
  view.member = state.member
  view.channel = state.channel
  view.phone = state.phone
  draw(state)
}

// On a narrow screen only one side is shown.
export function showSide(name) {
  byId('page').dataset.view = name
  for (const tab of document.querySelectorAll('[data-show]')) {
    tab.setAttribute('aria-pressed', String(tab.dataset.show === name))
  }
}
`
