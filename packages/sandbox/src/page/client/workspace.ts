/** Module `workspace.js` of the page: channels, messages, threads and the boxes to write in. */
export const workspaceModule = String.raw`
import { act } from './api.js'
import { blocks } from './blocks.js'
import { byId, el, fillSelect, sync } from './dom.js'
import { emojiOf, mrkdwn } from './text.js'
import { view, refresh, nameOf, context } from './view.js'

export function drawWorkspace({ members, channels, messages, ephemerals }) {
  const people = members.filter((member) => member.kind !== 'app')
  fillSelect(byId('member'), people.map(({ id, name, kind }) => ({ value: id, label: kind === 'full' ? name : name + ' (' + kind + ')' })), view.member)
  sync(byId('channels'), channels, (channel) => channel.id, channelEntry)
  const current = channels.find((channel) => channel.id === view.channel)
  byId('channel-title').textContent = current ? title(current) : ''
  const isMember = current?.members.includes(view.member) ?? false
  byId('composer').hidden = !isMember || current.isArchived
  byId('not-a-member').hidden = isMember || !current
  drawMessages(messages, ephemerals)
  drawThread(messages, ephemerals)
  for (const node of document.querySelectorAll('[data-channel]')) {
    node.setAttribute('aria-current', String(node.dataset.channel === view.channel))
  }
}

const marks = { public: '# ', private: '🔒 ', im: '✉ ' }
const title = (channel) => marks[channel.kind] + channel.name + (channel.isArchived ? ' (archived)' : '')

function channelEntry(channel) {
  const open = () => {
    view.channel = channel.id
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

export function authorOf(message) {
  return message.username ?? message.bot_profile?.name ?? nameOf(message.user ?? message.bot_id ?? '')
}

function drawMessage(message) {
  if (/^(channel|group)_/.test(message.subtype ?? '')) return systemMessage(message)
  const at = new Date(Number(message.ts) * 1000)
  const icon = message.icons?.emoji ? emojiOf(message.icons.emoji.replace(/:/g, '')) + ' ' : ''
  const isApp = message.bot_id !== undefined
  return el(
    'li',
    { class: 'message' + (message.isEphemeral ? ' ephemeral' : '') },
    message.isEphemeral ? el('p', { class: 'quiet' }, 'Only visible to you') : [],
    el(
      'p',
      { class: 'byline' },
      el('strong', {}, icon + authorOf(message)),
      isApp ? el('span', { class: 'badge' }, 'APP') : [],
      ' ',
      el('time', { datetime: at.toISOString(), title: at.toLocaleString() }, at.toLocaleTimeString([], { timeStyle: 'short' })),
      message.edited ? el('span', { class: 'quiet' }, ' (edited)') : [],
    ),
    el('div', { class: 'body' }, body(message)),
    files(message),
    reactions(message),
    threadLink(message),
  )
}

function systemMessage(message) {
  return el('li', { class: 'message quiet' }, nameOf(message.user ?? ''), ' ', mrkdwn(message.text ?? '', context))
}

function body(message) {
  const more = (message.attachments ?? []).map((attachment) =>
    el('blockquote', {}, attachment.blocks ? blocks(attachment.blocks, context, press(message)) : mrkdwn(attachment.text ?? attachment.fallback ?? '', context)),
  )
  if (message.blocks?.length) return [blocks(message.blocks, context, press(message)), more]
  return [el('div', { class: 'rich-section' }, mrkdwn(message.text ?? '', context)), more]
}

const press = (message) => (block, element, value) =>
  act('/control/click', {
    member: view.member,
    channel: message.channel,
    ts: message.ts,
    blockId: block.block_id,
    actionId: element.action_id,
    value,
  })

const files = (message) => (message.files ?? []).map((file) => el('p', { class: 'quiet' }, '📎 ' + file.name + ', ' + file.mimetype))

function reactions(message) {
  if (!message.reactions?.length) return []
  return el('ul', { class: 'reactions', 'aria-label': 'Reactions' }, message.reactions.map(({ name, count }) =>
    el('li', { title: name }, emojiOf(name) + ' ' + count),
  ))
}

function threadLink(message) {
  if (message.place === 'thread' || message.isEphemeral) return []
  const open = () => context.openThread(message.channel, message.thread_ts ?? message.ts)
  const count = message.reply_count ?? 0
  const words = count === 0 ? 'Reply in thread' : count === 1 ? '1 reply' : count + ' replies'
  return el('button', { type: 'button', class: 'link small', onclick: open }, words)
}

function write(formId, boxId, target) {
  const box = byId(boxId)
  const post = async () => {
    const text = box.value
    if (text.trim() === '') return
    const answer = await act('/control/say', { member: view.member, channel: view.channel, text, ...target() })
    if (answer.ok && box.value === text) box.value = ''
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
  write('composer', 'composer-text', () => ({}))
  write('thread-composer', 'thread-text', () => ({ threadTs: view.thread, isBroadcast: byId('broadcast').checked }))
  byId('member').addEventListener('change', (event) => {
    view.member = event.target.value
    refresh()
  })
  byId('join').addEventListener('click', () => act('/control/join', { member: view.member, channel: view.channel }))
  byId('close-thread').addEventListener('click', () => {
    view.thread = undefined
    refresh()
    byId('composer-text').focus()
  })
}
`
