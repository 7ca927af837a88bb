/** Module `messages.js` of the page: one message, with what can be done to it. */
export const messagesModule = String.raw`
import { act } from './api.js'
import { blocks } from './blocks.js'
import { byId, el } from './dom.js'
import { fileShown } from './files.js'
import { ask, menu } from './menus.js'
import { emojiOf, mrkdwn } from './text.js'
import { follow } from './timeline.js'
import { view, nameOf, context } from './view.js'

const offered = ['+1', 'eyes', 'white_check_mark', 'tada', 'heart']

export function authorOf(message) {
  return message.username ?? message.bot_profile?.name ?? nameOf(message.user ?? message.bot_id ?? '')
}

export function drawMessage(message) {
  if (/^(channel|group)_/.test(message.subtype ?? '')) return systemMessage(message)
  const at = new Date(Number(message.ts) * 1000)
  const icon = message.icons?.emoji ? emojiOf(message.icons.emoji.replace(/:/g, '')) : authorOf(message).slice(0, 1).toUpperCase()
  return el(
    'li',
    { class: 'message' + (message.isEphemeral ? ' ephemeral' : ''), 'data-ts': message.ts, 'data-key': message.isEphemeral ? undefined : keyOf(message) },
    el('span', { class: 'avatar', 'aria-hidden': 'true' }, icon),
    el('div', { class: 'content' },
      message.isEphemeral ? el('p', { class: 'quiet small' }, 'Only visible to you') : [],
      el(
        'p',
        { class: 'byline' },
        el('strong', {}, authorOf(message)),
        message.bot_id === undefined ? [] : el('span', { class: 'badge' }, 'APP'),
        ' ',
        el('time', { datetime: at.toISOString(), title: at.toLocaleString() }, at.toLocaleTimeString([], { timeStyle: 'short' })),
        message.edited ? el('span', { class: 'quiet' }, ' (edited)') : [],
        message.isEphemeral ? [] : messageMenu(message),
      ),
      el('div', { class: 'body' }, body(message)),
      (message.files ?? []).map((file) => fileShown('/control/file?id=' + file.id, file.mimetype, file.name ?? 'Deleted file')),
      reactions(message),
      threadLink(message),
    ),
  )
}

function systemMessage(message) {
  return el('li', { class: 'system quiet' }, mrkdwn(message.text?.startsWith('<@') ? message.text : nameOf(message.user ?? '') + ' ' + (message.text ?? ''), context))
}

function body(message) {
  const more = (message.attachments ?? []).map((attachment) =>
    el('blockquote', {}, attachment.blocks ? blocks(attachment.blocks, context, press(message)) : mrkdwn(attachment.text ?? attachment.fallback ?? '', context)),
  )
  if (message.blocks?.length) return [blocks(message.blocks, context, press(message)), more]
  return [el('div', { class: 'rich-section' }, mrkdwn(message.text ?? '', context)), more]
}

const press = (message) => (block, element, value) =>
  act('/control/click', { ...place(message), blockId: block.block_id, actionId: element.action_id, value })

const keyOf = (message) => 'slack:' + message.channel + ':' + message.ts

const place = (message) => ({ member: view.member, channel: message.channel, ts: message.ts })

function messageMenu(message) {
  const isMine = message.user === view.member && message.bot_id === undefined
  const shortcuts = (view.shortcuts ?? []).filter(({ type }) => type === 'message')
  return menu('Actions of the message of ' + authorOf(message), '⋯', [
    ...offered.map((name) => ({ label: 'React ' + emojiOf(name), choose: () => act('/control/react', { ...place(message), name }) })),
    ...shortcuts.map(({ name, callback_id: callbackId }) => ({ label: name, choose: () => act('/control/shortcut', { ...place(message), callbackId }) })),
    ...(isMine ? [
      { label: 'Edit', choose: () => edit(message) },
      { label: 'Delete', choose: () => remove(message) },
    ] : []),
    { label: 'Follow this message', choose: () => follow(keyOf(message)) },
  ])
}

async function remove(message) {
  const isSure = await ask({ title: { text: 'Delete this message?' }, confirm: { text: 'Delete' }, style: 'danger' })
  if (isSure) await act('/control/delete', place(message))
}

function edit(message) {
  const dialog = byId('question')
  const box = el('textarea', { id: 'edited-text', rows: 3 })
  box.value = message.text ?? ''
  const save = async (event) => {
    event.preventDefault()
    const answer = await act('/control/edit', { ...place(message), text: box.value })
    if (answer.ok) dialog.close()
  }
  dialog.oncancel = null
  dialog.replaceChildren(el('form', { onsubmit: save },
    el('h2', { id: 'question-title' }, 'Edit message'),
    el('label', { for: 'edited-text' }, 'Message'),
    box,
    el('div', { class: 'modal-buttons' },
      el('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Cancel'),
      el('button', { class: 'button primary' }, 'Save'))))
  dialog.showModal()
  box.focus()
}

function reactions(message) {
  if (!message.reactions?.length) return []
  return el('ul', { class: 'reactions', 'aria-label': 'Reactions' }, message.reactions.map(({ name, count, users }) => {
    const isMine = users?.includes(view.member)
    const toggle = () => act(isMine ? '/control/unreact' : '/control/react', { ...place(message), name })
    return el('li', {}, el('button', { type: 'button', title: name, 'aria-pressed': String(isMine === true), onclick: toggle }, emojiOf(name) + ' ' + count))
  }))
}

function threadLink(message) {
  if (message.place === 'thread' || message.isEphemeral) return []
  const open = () => context.openThread(message.channel, message.thread_ts ?? message.ts)
  const count = message.reply_count ?? 0
  const words = count === 0 ? 'Reply in thread' : count === 1 ? '1 reply' : count + ' replies'
  return el('button', { type: 'button', class: 'link small', onclick: open }, words)
}
`
