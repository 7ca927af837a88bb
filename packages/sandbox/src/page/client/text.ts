/** Module `text.js` of the page: Slack's two ways to write text, drawn as elements. A backtick is written `\x60` here. */
export const textModule = String.raw`
import { el } from './dom.js'

const emoji = {
  heavy_check_mark: '✔️', white_check_mark: '✅', vibration_mode: '📳', x: '❌', warning: '⚠️', iphone: '📱',
  speech_balloon: '💬', hourglass: '⌛', hourglass_flowing_sand: '⏳', no_bell: '🔕', bell: '🔔', eyes: '👀',
  pause_button: '⏸️', double_vertical_bar: '⏸️', double_check_mark: '✔️', calling: '📲', envelope: '✉️',
  incoming_envelope: '📨', outbox_tray: '📤', inbox_tray: '📥', wave: '👋', smile: '😄', thumbsup: '👍', '+1': '👍',
  heart: '❤️', tada: '🎉', question: '❓', grey_question: '❔', rotating_light: '🚨', lock: '🔒', mute: '🔇',
  paperclip: '📎', frame_with_picture: '🖼️', camera: '📷', telephone_receiver: '📞', robot_face: '🤖',
}

export const emojiOf = (name) => emoji[name] ?? ':' + name + ':'

const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

const tokens =
  /\x60\x60\x60([^]+?)\x60\x60\x60|\x60([^\x60\n]+)\x60|<([^<>\n]+)>|(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])|(?<!\w)_(?=\S)([^_\n]*[^_\s])_(?!\w)|(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])|:([a-z0-9_+'-]+):/g

// Draws mrkdwn: the text of a message, of a section or of a context.
export function mrkdwn(text, context) {
  const nodes = []
  let end = 0
  for (const match of text.matchAll(tokens)) {
    nodes.push(unescape(text.slice(end, match.index)))
    nodes.push(token(match, context))
    end = match.index + match[0].length
  }
  nodes.push(unescape(text.slice(end)))
  return nodes.filter((node) => node !== '')
}

function token([, block, code, angle, bold, italic, strike, shortcode], context) {
  if (block !== undefined) return el('pre', {}, unescape(block))
  if (code !== undefined) return el('code', {}, unescape(code))
  if (angle !== undefined) return reference(angle, context)
  if (bold !== undefined) return el('strong', {}, mrkdwn(bold, context))
  if (italic !== undefined) return el('em', {}, mrkdwn(italic, context))
  if (strike !== undefined) return el('s', {}, mrkdwn(strike, context))
  return emojiOf(shortcode)
}

function reference(inside, context) {
  const [target, ...rest] = inside.split('|')
  const label = rest.length > 0 ? unescape(rest.join('|')) : undefined
  if (target.startsWith('@')) return mention('@' + (label ?? context.nameOf(target.slice(1))))
  if (target.startsWith('#')) return channelLink(target.slice(1), label, context)
  if (target.startsWith('!date^')) return dateText(target.split('^')[1], target.split('^')[2], label)
  if (target.startsWith('!')) return mention('@' + target.slice(1).split('^')[0])
  return link(unescape(target), label, context)
}

const mention = (text) => el('span', { class: 'mention' }, text)

function channelLink(id, label, context) {
  const open = () => context.openChannel(id)
  return el('button', { type: 'button', class: 'link', onclick: open }, '#' + (label || context.channelName(id)))
}

// A link to a message opens here; others open in a new tab, and only those of the web, mail and telephone.
export function link(url, label, context) {
  const message = /\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})(?:\?(.*))?$/.exec(url)
  if (message) {
    const ts = message[2] + '.' + message[3]
    const root = new URLSearchParams(message[4] ?? '').get('thread_ts') ?? ts
    const open = () => context.openThread(message[1], root)
    return el('button', { type: 'button', class: 'link', onclick: open }, label ?? url)
  }
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return label ?? url
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? url)
}

const dateStyles = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
}

function dateText(seconds, format, fallback) {
  const at = new Date(Number(seconds) * 1000)
  if (Number.isNaN(at.getTime())) return fallback ?? ''
  const words = format.replace(/\{(\w+)\}/g, (whole, name) => {
    const style = dateStyles[name.replace('_pretty', '')]
    return style ? new Intl.DateTimeFormat(undefined, style).format(at) : whole
  })
  return el('time', { datetime: at.toISOString(), title: fallback }, words)
}

// Draws a rich_text block.
export function richText(block, context) {
  return el('div', { class: 'rich' }, (block.elements ?? []).map((element) => richElement(element, context)))
}

function richElement(element, context) {
  const leaves = () => (element.elements ?? []).map((leaf) => richLeaf(leaf, context))
  if (element.type === 'rich_text_list') {
    const items = (element.elements ?? []).map((item) => el('li', {}, richElement(item, context)))
    return el(element.style === 'ordered' ? 'ol' : 'ul', {}, items)
  }
  if (element.type === 'rich_text_quote') return el('blockquote', {}, leaves())
  if (element.type === 'rich_text_preformatted') return el('pre', {}, leaves())
  return el('div', { class: 'rich-section' }, leaves())
}

function richLeaf(leaf, context) {
  switch (leaf.type) {
    case 'text': return styled(leaf.text, leaf.style)
    case 'link': return styled(link(leaf.url, leaf.text, context), leaf.style)
    case 'emoji': return leaf.unicode ? fromUnicode(leaf.unicode) : emojiOf(leaf.name)
    case 'user': return mention('@' + context.nameOf(leaf.user_id))
    case 'usergroup': return mention('@' + leaf.usergroup_id)
    case 'broadcast': return mention('@' + leaf.range)
    case 'channel': return channelLink(leaf.channel_id, undefined, context)
    case 'date': return dateText(leaf.timestamp, leaf.format ?? '{date_short}', leaf.fallback)
    default: return leaf.text ?? '(' + leaf.type + ')'
  }
}

const fromUnicode = (codes) => String.fromCodePoint(...codes.split('-').map((code) => parseInt(code, 16)))

function styled(inside, style = {}) {
  let node = inside
  if (style.code) node = el('code', {}, node)
  if (style.strike) node = el('s', {}, node)
  if (style.italic) node = el('em', {}, node)
  if (style.bold) node = el('strong', {}, node)
  return node
}
`
