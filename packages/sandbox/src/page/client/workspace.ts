/** Module `workspace.js` of the page: channels, messages, threads and the boxes to write in. */
export const workspaceModule = String.raw`
import { act } from './api.js'
import { drawChannelMenu, drawHome, openHome, startChannelMenu } from './channel-menu.js'
import { byId, el, fillSelect, sync } from './dom.js'
import { showPicked, toFiles } from './files.js'
import { drawMessage } from './messages.js'
import { view, refresh } from './view.js'

export function drawWorkspace({ members, channels, messages, hasEarlier, ephemerals, home, shortcuts }) {
  view.shortcuts = shortcuts
  const people = members.filter((member) => member.kind !== 'app')
  fillSelect(byId('member'), people.map(({ id, name, kind }) => ({ value: id, label: kind === 'full' ? name : name + ' (' + kind + ')' })), view.member)
  sync(byId('channels'), channels, (channel) => channel.id, channelEntry)
  const current = channels.find((channel) => channel.id === view.channel)
  byId('channel-title').textContent = view.isHome ? 'App Home' : current ? title(current) : ''
  byId('composer-text').placeholder = current ? 'Message ' + title(current) : ''
  drawHome(home)
  drawChannelMenu(current, people, shortcuts)
  byId('messages').hidden = view.isHome
  byId('earlier').hidden = view.isHome || !hasEarlier
  const isMember = current?.members.includes(view.member) ?? false
  byId('composer').hidden = view.isHome || !isMember || current.isArchived
  byId('not-a-member').hidden = view.isHome || isMember || !current
  byId('open-home').setAttribute('aria-current', String(view.isHome))
  drawMessages(messages, ephemerals)
  drawThread(messages, ephemerals)
  for (const node of document.querySelectorAll('[data-channel]')) {
    node.setAttribute('aria-current', String(!view.isHome && node.dataset.channel === view.channel))
  }
}

const marks = { public: '# ', private: '🔒 ', im: '✉ ' }
const title = (channel) => marks[channel.kind] + channel.name + (channel.isArchived ? ' (archived)' : '')

function channelEntry(channel) {
  const open = () => {
    view.isHome = false
    view.channel = channel.id
    view.shown = 200
    view.thread = undefined
    refresh().then(() => byId('messages').scrollTo(0, byId('messages').scrollHeight))
  }
  return el('li', {}, el('button', { type: 'button', 'data-channel': channel.id, onclick: open }, title(channel)))
}

const isTopLevel = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === 'thread_broadcast'

function drawMessages(messages, ephemerals) {
  const mine = ephemerals.filter((message) => !message.thread_ts)
  const shown = merge(messages.filter(isTopLevel), mine)
  sync(byId('messages'), shown.map((message) => ({ ...message, place: 'channel' })), keyOf, drawMessage)
}

function drawThread(messages, ephemerals) {
  const pane = byId('thread')
  pane.hidden = view.thread === undefined
  if (pane.hidden) return
  const inThread = (message) => message.ts === view.thread || message.thread_ts === view.thread
  const shown = merge(messages.filter(inThread), ephemerals.filter(inThread))
  sync(byId('thread-messages'), shown.map((message) => ({ ...message, place: 'thread' })), keyOf, drawMessage)
}

const merge = (messages, others) => [...messages, ...others].sort((a, b) => Number(a.ts) - Number(b.ts))
const keyOf = (message) => message.channel + message.ts + (message.isEphemeral ? 'e' : '')

// What is read stays where it is, and the earlier messages come above it.
async function showEarlier() {
  const list = byId('messages')
  const fromEnd = list.scrollHeight - list.scrollTop
  view.shown += 400
  await refresh()
  list.scrollTop = list.scrollHeight - fromEnd
}

// Slash commands go to the app; everything else is said.
async function send(text, picked, target) {
  const [command, ...rest] = text.trim().split(' ')
  const at = { member: view.member, channel: view.channel }
  if (/^\/[a-z]/.test(command) && !target.threadTs && picked.length === 0) return act('/control/command', { ...at, command, text: rest.join(' ') })
  const files = await toFiles(picked)
  return act('/control/say', { ...at, text, files, ...target })
}

function write(formId, boxId, filesId, target) {
  const box = byId(boxId)
  const forget = showPicked(filesId)
  const post = async () => {
    const text = box.value
    const picked = [...byId(filesId).files]
    if (text.trim() === '' && picked.length === 0) return
    const answer = await send(text, picked, target())
    if (!answer.ok) return
    if (box.value === text) box.value = ''
    forget()
  }
  byId(formId).addEventListener('submit', (event) => {
    event.preventDefault()
    void post()
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void post()
  })
}

export function startWorkspace() {
  startChannelMenu()
  write('composer', 'composer-text', 'composer-files', () => ({}))
  write('thread-composer', 'thread-text', 'thread-files', () => ({ threadTs: view.thread, isBroadcast: byId('broadcast').checked }))
  byId('member').addEventListener('change', (event) => {
    view.member = event.target.value
    view.isHome ? openHome() : refresh()
  })
  byId('earlier').addEventListener('click', showEarlier)
  byId('join').addEventListener('click', () => act('/control/join', { member: view.member, channel: view.channel }))
  byId('close-thread').addEventListener('click', () => {
    view.thread = undefined
    refresh()
    byId('composer-text').focus()
  })
}
`
