import type { Button, KnownBlock } from '@slack/types'
import type { PostView } from '@threadline/core'
import { describe, expect, test } from 'vitest'
import { decodeAction, renderPost } from '../../src/blocks/index.js'
import { offences } from './slack-limits.js'
import { contact, inbound, plainHead, render, thread, wordsOf } from './views.js'

const buttonsOf = (blocks: readonly KnownBlock[]): readonly Button[] =>
  blocks
    .flatMap((block) => (block.type === 'actions' ? block.elements : []))
    .filter((element) => element.type === 'button')
const actionsOf = (view: PostView) => buttonsOf(renderPost(view, render).blocks).map((button) => decodeAction(button))
const drawn = (view: PostView): string => JSON.stringify(renderPost(view, render).blocks)
const notification: PostView = {
  type: 'notification',
  conversationId: 'conversation-1',
  contact,
  lineName: 'Sales',
  message: inbound('Are you open?'),
  waitingSince: new Date('2026-11-23T15:04:00Z'),
  thread,
}

describe('the head of a thread', () => {
  test('stands under the name of who wrote, and says whom, which line and what', () => {
    expect(
      renderPost({ type: 'root', contact, lineName: 'Sales', message: inbound('Hi <there>'), head: plainHead }, render),
    ).toEqual({
      text: 'Hi &lt;there&gt;',
      username: 'Maria Jones',
      iconEmoji: ':speech_balloon:',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Maria Jones · +14155550123', emoji: false } },
        { type: 'context', elements: [{ type: 'plain_text', text: 'Sales', emoji: false }] },
        { type: 'context', elements: [{ type: 'plain_text', text: '🆕 New', emoji: false }] },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Hi <there>' }] }],
        },
      ],
    })
  })

  test('stands under the number of somebody without a name', () => {
    const common = { lineName: '', message: inbound('Hi'), head: plainHead }
    const view: PostView = { type: 'root', contact: { address: '+14155550123' }, ...common }
    expect(renderPost(view, render).username).toBe('+14155550123')
  })

  test('says which teammate sent the first text, in characters, which ping nobody', () => {
    const message = { ...inbound('Hi'), direction: 'outbound' as const, memberId: 'U1' }
    const post = renderPost({ type: 'root', contact, lineName: 'Sales', message, head: plainHead }, render)
    expect(post.username).toBeUndefined()
    expect(post.text).toBe('To Maria Jones: Hi')
    expect(post.blocks[1]).toMatchObject({ elements: [{ text: 'Sales' }, { text: 'Sent by Ana' }] })
  })
})

describe('a text in its thread', () => {
  test.each([
    ['U1', 'Sent by Ana'],
    ['U2', 'Sent by a teammate'],
    [undefined, 'Sent automatically'],
  ])('of the team (%s) says so', (memberId, expected) => {
    const message = {
      ...inbound('Hi'),
      direction: 'outbound' as const,
      ...(memberId === undefined ? {} : { memberId }),
    }
    expect(renderPost({ type: 'message', contact, message }, render).blocks.at(-1)).toMatchObject({
      elements: [{ text: expected }],
    })
  })

  test('names what was attached', () => {
    const types = ['image/jpeg', 'video/mp4', 'audio/amr', 'text/vcard', '<!here>']
    const media = types.map((contentType) => ({ url: 'https://provider.example/1', contentType }))
    const post = renderPost({ type: 'message', contact, message: { ...inbound(''), media } }, render)
    const expected =
      '🖼 picture (image/jpeg)\n🎬 video (video/mp4)\n🔊 sound (audio/amr)\n📎 file (text/vcard)\n📎 file (unknown type)'
    expect(post.blocks).toEqual([{ type: 'context', elements: [{ type: 'plain_text', text: expected, emoji: false }] }])
    expect(post.text).toBe(expected)
  })

  test('with nothing in it says so', () => {
    expect(drawn({ type: 'message', contact, message: inbound(' ') })).toContain('A text without words')
  })
})

describe('a text longer than a post is made for', () => {
  const sentence = 'Fish & chips <for> two, please. 👋🏽 See https://example.com/menu?a=1&b=2 \n'
  const message = inbound(sentence.repeat(130))
  const post = renderPost({ type: 'message', contact, message }, render)

  test('is there in full, in blocks that Slack takes', () => {
    expect(message.text.length).toBeGreaterThan(9000)
    expect(wordsOf(post.blocks)).toBe(message.text)
    expect(post.blocks.length).toBeGreaterThan(1)
    expect(offences(post)).toEqual([])
  })

  test('longer than anything a carrier brings, it is its beginning, and says so', () => {
    const { blocks } = renderPost({ type: 'message', contact, message: inbound(sentence.repeat(400)) }, render)
    expect(offences({ blocks })).toEqual([])
    expect(JSON.stringify(blocks)).toContain('This is its beginning.')
  })

  test.each([message.text, '&'.repeat(5000), `${'a'.repeat(3800)}${'<'.repeat(3000)}`])(
    'has a fallback that can still be updated (%#)',
    (text) => {
      const fallback = renderPost({ type: 'message', contact, message: inbound(text) }, render).text
      expect(fallback.length).toBeLessThanOrEqual(3900)
      expect(fallback.length).toBeGreaterThan(1500)
      expect(fallback).toMatch(/(?:[^&]|&(?:amp|lt|gt);)…$/)
    },
  )
})

describe('the card', () => {
  test('says who waits, what they wrote, since when and on which line', () => {
    const post = renderPost(notification, render)
    const shown = JSON.stringify(post.blocks)
    expect(shown).toContain('💬 Maria Jones · +14155550123')
    expect(shown).toContain('Are you open?')
    expect(shown).toContain('<!date^1795446240^{date_short_pretty} at {time}|2026-11-23 15:04 UTC>')
    expect(shown).toContain('Sales')
    expect(post.text).toBe('Maria Jones has been waiting for 3 minutes: Are you open?')
  })

  test('offers Reply, which opens the thread, Assign and Hide', () => {
    const [reply, assign, hide] = buttonsOf(renderPost(notification, render).blocks)
    expect(reply).toMatchObject({
      text: { text: 'Reply' },
      url: 'https://example.slack.com/archives/C1/p1795446240000100',
    })
    expect(decodeAction(reply ?? {})).toEqual({ action: 'open-thread', subject: 'conversation-1' })
    expect(decodeAction(assign ?? {})).toEqual({ action: 'assign', subject: 'conversation-1' })
    expect(decodeAction(hide ?? {})).toEqual({ action: 'hide', subject: 'conversation-1' })
  })

  test('offers no Reply that would open nothing', () => {
    const { blocks } = renderPost(notification, { ...render, permalink: () => undefined })
    expect(buttonsOf(blocks).map((button) => button.text.text)).toEqual(['Assign', 'Hide'])
  })

  test.each([
    ['2026-11-23T15:07:29Z', 'less than a minute'],
    ['2026-11-23T15:06:30Z', '1 minute'],
    ['2026-11-23T12:07:31Z', '2 hours'],
    ['2026-11-20T15:07:30Z', '3 days'],
    ['2027-01-01T00:00:00Z', 'less than a minute'],
  ])('counts the wait since %s as %s', (since, expected) => {
    expect(renderPost({ ...notification, waitingSince: new Date(since) }, render).text).toContain(`for ${expected}:`)
  })
})

describe('the dashboard', () => {
  const buttons = [
    { label: '📱 Send text', action: 'send-text', subject: '', style: 'primary' },
    { label: 'Inbox', action: 'inbox', subject: '' },
  ] as const
  const lines = [
    { id: '1', name: 'Sales', channel: 'C123' },
    { id: '2', name: '<!here> *Support*', channel: '#support' },
  ]

  test('has the buttons it is given, in their order', () => {
    const [button, ...others] = buttonsOf(renderPost({ type: 'dashboard', buttons, lines }, render).blocks)
    expect(button).toMatchObject({ text: { text: '📱 Send text' }, style: 'primary' })
    expect(decodeAction(button ?? {})).toEqual({ action: 'send-text', subject: '' })
    expect(others.map((other) => decodeAction(other)?.action)).toEqual(['inbox'])
  })

  test('says which line answers where', () => {
    const list = renderPost({ type: 'dashboard', buttons, lines }, render).blocks.at(-1)
    expect(list).toMatchObject({
      elements: [
        {
          type: 'rich_text_list',
          elements: [
            { elements: [{ text: 'Sales in ' }, { type: 'channel', channel_id: 'C123' }] },
            { elements: [{ text: '<!here> *Support* in ' }, { type: 'text', text: '#support' }] },
          ],
        },
      ],
    })
  })

  test('says how many lines it does not show', () => {
    const many = Array.from({ length: 43 }, (_, index) => ({ id: `${index}`, name: `Line ${index}`, channel: '#a' }))
    expect(drawn({ type: 'dashboard', buttons, lines: many })).toContain('and 3 more')
  })
})

test('a failure says why and what to do, and which text it was', () => {
  const view: PostView = {
    type: 'failure',
    contact,
    text: 'See you',
    reason: 'It is a landline.',
    nextStep: 'Call instead.',
    buttons: [{ label: 'Edit number', action: 'edit-contact', subject: 'contact-1' }],
  }
  expect(renderPost(view, render).text).toBe(
    '❌ Not delivered to Maria Jones · +14155550123\nIt is a landline.\nCall instead.',
  )
  for (const part of ['It is a landline.', 'Call instead.', 'See you', 'Edit number'])
    expect(drawn(view)).toContain(part)
})

test('a text of unknown fate is resent only by a person who was told what may happen', () => {
  const view: PostView = { type: 'unsure', messageId: 'message-1', contact, text: 'See you' }
  const [resend, leave] = buttonsOf(renderPost(view, render).blocks)
  expect(drawn(view)).toContain('Not sure it went.')
  expect(resend?.confirm?.text.text).toBe('If the first one did arrive, Maria Jones will get it twice.')
  expect(leave?.confirm).toBeUndefined()
  expect(actionsOf(view)).toEqual([
    { action: 'resend', subject: 'message-1' },
    { action: 'leave', subject: 'message-1' },
  ])
})

describe('consent', () => {
  const view = { type: 'consent', conversationId: 'conversation-1', contact, text: 'please stop' } as const

  test('that is held asks a person', () => {
    expect(actionsOf({ ...view, state: 'held' })).toEqual([
      { action: 'confirm-opt-out', subject: 'conversation-1' },
      { action: 'not-an-opt-out', subject: 'conversation-1' },
    ])
  })

  test('that is closed says what alone reopens it', () => {
    expect(drawn({ ...view, state: 'opted-out' })).toContain('Only START, sent from their phone')
  })

  test.each(['opted-out', 'open'] as const)('that is %s asks nothing and shows the words', (state) => {
    expect(actionsOf({ ...view, state })).toEqual([])
    expect(drawn({ ...view, state })).toContain('please stop')
  })
})

describe('a notice', () => {
  const view: PostView = {
    type: 'notice',
    text: 'It goes on <there>.',
    link: { label: 'Open the thread', post: thread },
  }

  test('links to the post it is about', () => {
    expect(renderPost(view, render).blocks.at(-1)).toMatchObject({
      elements: [
        {
          elements: [
            { type: 'link', url: 'https://example.slack.com/archives/C1/p1795446240000100', text: 'Open the thread' },
          ],
        },
      ],
    })
  })

  test('keeps the words where there is no address', () => {
    const { text, blocks } = renderPost(view, { ...render, permalink: () => undefined })
    expect(text).toBe('It goes on &lt;there&gt;.')
    expect(JSON.stringify(blocks)).toContain('Open the thread')
  })
})
