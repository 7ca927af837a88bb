/** Module `channel-menu.js` of the page: the app's home, and what people do with channels and with each other. */
export const channelMenuModule = String.raw`
import { act } from './api.js'
import { blocks } from './blocks.js'
import { byId, el, sync } from './dom.js'
import { menu } from './menus.js'
import { view, refresh, context } from './view.js'

export function openHome() {
  view.isHome = true
  view.thread = undefined
  void act('/control/home', { member: view.member })
  refresh()
}

// What the app has published for this member. Its buttons are clicked like those of a modal.
export function drawHome(home) {
  byId('home').hidden = !view.isHome
  const shown = home ? [{ id: home.id, hash: home.hash, blocks: home.definition.blocks }] : [{ id: 'none' }]
  sync(byId('home-blocks'), shown, (item) => item.id, (item) => {
    const press = (block, element, value) =>
      act('/control/click', { member: view.member, viewId: item.id, blockId: block.block_id, actionId: element.action_id, value })
    const empty = el('p', { class: 'quiet' }, 'The app shows nothing here yet.')
    return el('div', { class: 'body' }, item.blocks ? blocks(item.blocks, context, press) : empty)
  })
}

// The menu beside the name of a channel, and the app's global shortcuts.
export function drawChannelMenu(channel, members, shortcuts) {
  const what = { channel, members: members.map(({ id, name }) => [id, name]), shortcuts, member: view.member, isHome: view.isHome }
  sync(byId('channel-menu'), channel && !view.isHome ? [what] : [], () => 'menu', () =>
    menu('Actions of the channel', '⋯', [...channelEntries(channel, members), ...shortcutEntries(shortcuts)]))
}

function channelEntries(channel, members) {
  const isMember = channel.members.includes(view.member)
  if (!isMember || channel.kind === 'im') return []
  const doIt = (path, more) => () => act('/control/' + path, { member: view.member, channel: channel.id, ...more })
  if (channel.isArchived) return [{ label: 'Unarchive', choose: doIt('unarchive') }]
  const absent = members.filter(({ id }) => !channel.members.includes(id))
  return [
    ...absent.map(({ id, name }) => ({ label: 'Invite ' + name, choose: doIt('invite', { who: id }) })),
    { label: 'Leave', choose: doIt('leave') },
    { label: 'Archive', choose: doIt('archive') },
  ]
}

function shortcutEntries(shortcuts) {
  return shortcuts.filter(({ type }) => type === 'global').map(({ name, callback_id: callbackId }) =>
    ({ label: '⚡ ' + name, choose: () => act('/control/shortcut', { member: view.member, callbackId }) }))
}

export function startChannelMenu() {
  byId('open-home').addEventListener('click', openHome)
  byId('add-channel').addEventListener('submit', (event) => void add(event, 'channel', 'new-channel', {}))
  byId('add-member').addEventListener('submit', (event) => void add(event, 'member', 'new-member', { kind: byId('member-kind').value }))
}

async function add(event, what, box, more) {
  event.preventDefault()
  const answer = await act('/control/' + what, { name: byId(box).value.trim(), ...more })
  if (!answer.ok) return
  view[what] = answer[what]
  view.isHome = false
  event.target.reset()
  byId(box + '-form').open = false
  refresh()
}
`
