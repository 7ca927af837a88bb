/** Module `app.js` of the page: what is looked at, and when to draw it again. */
export const appModule = String.raw`
import { listen, read } from './api.js'
import { announce, byId } from './dom.js'
import { drawModal } from './modals.js'
import { drawPhones, startPhones } from './phones.js'
import { authorOf, drawWorkspace, startWorkspace } from './workspace.js'

// Who acts, and what is open.
export const view = { member: undefined, channel: undefined, thread: undefined, phone: undefined }

let names = new Map()
let channelNames = new Map()
let isReading = false
let isStale = false
let newest = ''

export const nameOf = (id) => names.get(id) ?? id

export const context = {
  nameOf,
  channelName: (id) => channelNames.get(id) ?? id,
  openChannel(id) {
    view.channel = id
    view.thread = undefined
    refresh()
  },
  openThread(channel, ts) {
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
      draw(await read('/control/state?' + query()))
    } while (isStale)
  } catch {
    byId('connection').textContent = 'Not connected'
  } finally {
    isReading = false
  }
}

function query() {
  const chosen = Object.entries({ member: view.member, channel: view.channel, phone: view.phone })
  return new URLSearchParams(chosen.filter(([, value]) => value !== undefined)).toString()
}

function draw(state) {
  if (isStale) return
  const { workspace, carrier } = state
  names = new Map(workspace.members.map((member) => [member.id, member.name]))
  channelNames = new Map(workspace.channels.map((channel) => [channel.id, channel.name]))
  view.member = state.member
  view.channel = state.channel
  view.phone = state.phone
  drawWorkspace(workspace)
  drawModal(workspace.views)
  drawPhones(carrier)
  announceNewest(workspace.messages)
}

function announceNewest(messages) {
  const last = messages.at(-1)
  const key = last ? last.channel + last.ts : ''
  if (last && newest !== '' && key !== newest) announce('New message from ' + authorOf(last) + ': ' + (last.text ?? ''))
  newest = key || newest
}

// On a narrow screen only one side is shown.
function showSide(name) {
  byId('page').dataset.view = name
  for (const tab of document.querySelectorAll('[data-show]')) {
    tab.setAttribute('aria-pressed', String(tab.dataset.show === name))
  }
}

for (const tab of document.querySelectorAll('[data-show]')) {
  tab.addEventListener('click', () => showSide(tab.dataset.show))
}
startWorkspace()
startPhones()
listen(() => void refresh())
`
