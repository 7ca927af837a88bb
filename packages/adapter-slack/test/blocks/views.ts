import type { KnownBlock, RichTextElement } from '@slack/types'
import type { ContactView, HeadView, PanelItem, PostRef, PostView, TextView } from '@threadline/core'
import fc from 'fast-check'
import type { RenderContext } from '../../src/blocks/index.js'

export const thread: PostRef = { channelId: 'C1', messageId: '1795446240.000100' }

export const render: RenderContext = {
  memberName: (id) => (id === 'U1' ? 'Ana' : undefined),
  permalink: ({ channelId, messageId }) =>
    `https://example.slack.com/archives/${channelId}/p${messageId.replace('.', '')}`,
  channelLink: (id) => `https://example.slack.com/archives/${id}`,
  now: new Date('2026-11-23T15:07:30Z'),
}

export const contact: ContactView = { name: 'Maria Jones', address: '+14155550123' }

/** A head with nothing particular about it. */
export const plainHead: HeadView = { status: 'new', isBlocked: false, tags: [], buttons: [], menu: [] }

export const inbound = (text: string): TextView => ({ direction: 'inbound', text, media: [] })

/** The elements of all rich text, in order. */
export function richTextElementsOf(blocks: readonly KnownBlock[]): readonly RichTextElement[] {
  return blocks
    .flatMap((block) => (block.type === 'rich_text' ? block.elements : []))
    .flatMap((part) => (part.type === 'rich_text_list' ? part.elements : [part]))
    .flatMap((part): readonly RichTextElement[] => part.elements)
}

/** The words of all rich text. */
export function wordsOf(blocks: readonly KnownBlock[]): string {
  return richTextElementsOf(blocks)
    .map((element) => ('text' in element ? element.text : ''))
    .join('')
}

/** What a customer may write, nasty things first. */
const words = fc.oneof(
  fc.constantFrom(
    '<!channel> *bold* @everyone <http://evil|bank>',
    '',
    ' \n',
    ':wave: &lt;',
    '\u202Egnp.exe',
    '\uD800',
    '\0',
  ),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc
    .array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 60 })
    .map((parts) => parts.join(' https://example.com ')),
)
const id = fc.string({ maxLength: 100 })
const contacts = fc.record({ name: words, address: words }, { requiredKeys: ['address'] })
const media = fc.record({ url: fc.webUrl(), contentType: fc.oneof(fc.constantFrom('image/jpeg', 'text/vcard'), words) })
const texts: fc.Arbitrary<TextView> = fc.record(
  {
    direction: fc.constantFrom('inbound', 'outbound'),
    text: words,
    media: fc.array(media, { maxLength: 30 }),
    memberId: fc.constantFrom('U1', 'U2'),
  },
  { requiredKeys: ['direction', 'text', 'media'] },
)
const post = fc.record({ channelId: id, messageId: id })
const line = fc.record({ id, name: words, channel: fc.oneof(words, fc.constant('C123')) })

const subject = fc.string({ maxLength: 100 })
const button = fc.record({
  label: fc.constantFrom('Assign', 'Create channel'),
  action: fc.constantFrom('assign' as const, 'close' as const),
  subject,
})
const head: fc.Arbitrary<HeadView> = fc.record(
  {
    status: fc.constantFrom('new', 'open', 'pending', 'solved', 'closed'),
    assigneeId: fc.constantFrom('U1', 'U2'),
    tags: fc.array(words, { maxLength: 30 }),
    subject: words,
    priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
    consent: fc.constantFrom('held', 'opted-out'),
    isBlocked: fc.boolean(),
    directChannel: fc.constantFrom('C77', ''),
    buttons: fc.array(button, { maxLength: 30 }),
    menu: fc.array(button, { maxLength: 8 }),
  },
  { requiredKeys: ['status', 'isBlocked', 'tags', 'buttons', 'menu'] },
)

const scheduled: fc.Arbitrary<PanelItem> = fc.oneof(
  fc.record(
    {
      type: fc.constant('entry' as const),
      title: words,
      detail: words,
      at: fc.date(),
      buttons: fc.constant([{ label: 'Send now', action: 'send-scheduled' as const, subject: 'm1' }]),
    },
    { requiredKeys: ['type', 'title'] },
  ),
  fc.record({ type: fc.constant('note' as const), text: words }),
)

/** Any view at all. */
export const anyView: fc.Arbitrary<PostView> = fc.oneof(
  fc.record({ type: fc.constant('root' as const), contact: contacts, lineName: words, message: texts, head }),
  fc.record({ type: fc.constant('message' as const), contact: contacts, message: texts }),
  fc.record(
    {
      type: fc.constant('notification' as const),
      conversationId: id,
      contact: contacts,
      lineName: words,
      message: texts,
      waitingSince: fc.date(),
      assigneeId: fc.constantFrom('U1', 'U2'),
      thread: post,
    },
    { requiredKeys: ['type', 'conversationId', 'contact', 'lineName', 'message', 'waitingSince', 'thread'] },
  ),
  fc.record({
    type: fc.constant('dashboard' as const),
    buttons: fc.array(button, { maxLength: 30 }),
    lines: fc.array(line, { maxLength: 60 }),
  }),
  fc.record({
    type: fc.constant('failure' as const),
    contact: contacts,
    text: words,
    reason: words,
    nextStep: words,
    buttons: fc.array(button, { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('ask' as const), messageId: id, contact: contacts, text: words }),
  fc.record({ type: fc.constant('unsure' as const), messageId: id, contact: contacts, text: words }),
  fc.record({
    type: fc.constant('consent' as const),
    conversationId: id,
    contact: contacts,
    state: fc.constantFrom('open' as const, 'held' as const, 'opted-out' as const),
    text: words,
  }),
  fc.record({ type: fc.constant('notice' as const), text: words }),
  fc.record({
    type: fc.constant('alert' as const),
    title: words,
    text: words,
    memberId: fc.constantFrom('U1', 'U2'),
    link: fc.record({ label: words, post }),
  }),
  fc.record({
    type: fc.constant('notice' as const),
    text: words,
    memberId: fc.constantFrom('U1', 'U2'),
    link: fc.record({ label: words, channel: id }),
  }),
  fc.record({
    type: fc.constant('panel' as const),
    summary: words,
    items: fc.array(scheduled, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('notice' as const), text: words, link: fc.record({ label: words, post }) }),
)
