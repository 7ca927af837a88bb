import { describe, expect, it } from 'vitest'
import { text, plain, mrkdwn, section, button, actions, option, select, typed, many, richText } from './build.js'
import { answerOf, startSandbox } from './support.js'

describe('blocks Slack refuses', () => {
  const cases: readonly (readonly [string, readonly unknown[], string])[] = [
    ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks'],
    ['an unknown block type', [{ type: 'fancy' }], '/blocks/0/type'],
    ['a block without a type', [{}], '/blocks/0'],
    ['an unknown property', [{ type: 'divider', color: 'red' }], '/blocks/0'],
    ['a section of 3,001 characters', [section({ text: mrkdwn(3001) })], '/blocks/0/text/text'],
    ['an empty section', [section({ text: mrkdwn(0) })], '/blocks/0/text/text'],
    ['a section without text or fields', [{ type: 'section' }], '/blocks/0'],
    ['11 fields', [section({ fields: many(11, () => mrkdwn(1)) })], '/blocks/0/fields'],
    ['a field of 2,001 characters', [section({ fields: [mrkdwn(2001)] })], '/blocks/0/fields/0/text'],
    ['a header of 151 characters', [{ type: 'header', text: plain(151) }], '/blocks/0/text/text'],
    ['a header with formatting', [{ type: 'header', text: mrkdwn(5) }], '/blocks/0/text/type'],
    ['11 context elements', [{ type: 'context', elements: many(11, () => mrkdwn(1)) }], '/blocks/0/elements'],
    ['26 buttons', [actions(...many(26, () => button()))], '/blocks/0/elements'],
    ['no buttons', [actions()], '/blocks/0/elements'],
    ['a button of 76 characters', [actions(button({ text: plain(76) }))], '/blocks/0/elements/0/text/text'],
    ['a button with formatting', [actions(button({ text: mrkdwn(5) }))], '/blocks/0/elements/0/text/type'],
    ['a button value of 2,001', [actions(button({ value: text(2001) }))], '/blocks/0/elements/0/value'],
    ['a button url of 3,001', [actions(button({ url: `https://e.com/${text(3000)}` }))], '/blocks/0/elements/0/url'],
    ['a button url that is none', [actions(button({ url: 'not a url' }))], '/blocks/0/elements/0/url'],
    ['a button style unknown', [actions(button({ style: 'green' }))], '/blocks/0/elements/0/style'],
    ['an action_id of 256', [actions(button({ action_id: text(256) }))], '/blocks/0/elements/0/action_id'],
    ['a block_id of 256', [section({ block_id: text(256) })], '/blocks/0/block_id'],
    [
      'an option text of 76',
      [actions(select({ options: [option({ text: plain(76) })] }))],
      '/blocks/0/elements/0/options/0/text/text',
    ],
    [
      'an option value of 151',
      [actions(select({ options: [option({ value: text(151) })] }))],
      '/blocks/0/elements/0/options/0/value',
    ],
    ['101 options', [actions(select({ options: many(101, () => option()) }))], '/blocks/0/elements/0/options'],
    ['a select without options', [actions(select({ options: undefined }))], '/blocks/0/elements/0'],
    ['a placeholder of 151', [actions(select({ placeholder: plain(151) }))], '/blocks/0/elements/0/placeholder/text'],
    [
      '6 overflow options',
      [section({ accessory: { type: 'overflow', options: many(6, () => option()) } })],
      '/blocks/0/accessory/options',
    ],
    ['a text field in actions', [actions(typed())], '/blocks/0/elements/0/type'],
    ['a date and time as accessory', [section({ accessory: { type: 'datetimepicker' } })], '/blocks/0/accessory/type'],
    ['an unknown element', [actions({ type: 'slider' })], '/blocks/0/elements/0/type'],
    [
      'a confirm text of 301',
      [actions(button({ confirm: { title: plain(1), text: plain(301), confirm: plain(1), deny: plain(1) } }))],
      '/blocks/0/elements/0/confirm/text/text',
    ],
    ['an image without alt text', [{ type: 'image', image_url: 'https://e.com/a.png' }], '/blocks/0'],
    ['an empty rich text element', [richText({ type: 'text', text: '' })], '/blocks/0/elements/0/elements/0/text'],
    ['an unknown rich text element', [richText({ type: 'sms', text: 'x' })], '/blocks/0/elements/0/elements/0/type'],
    ['a rich text link without a url', [richText({ type: 'link', text: 'x' })], '/blocks/0/elements/0/elements/0'],
    ['the same block_id twice', [section({ block_id: 'a' }), section({ block_id: 'a' })], '/blocks/1/block_id'],
    [
      'the same action_id twice in a block',
      [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
      '/blocks/0/elements/1/action_id',
    ],
  ]

  it.each(cases)('%s', async (_name, blocks, pointer) => {
    const { client, slack } = await startSandbox()
    const answer = await answerOf(
      client.apiCall('chat.postMessage', { channel: slack.channels()[0]?.id ?? '', text: 'x', blocks: [...blocks] }),
    )
    expect(answer).toMatchObject({ ok: false, error: 'invalid_blocks' })
    const { messages } = answer['response_metadata'] as { messages: readonly string[] }
    expect(messages).toContainEqual(expect.stringMatching(new RegExp(`^\\[ERROR\\] .+ \\[json-pointer:${pointer}\\]$`)))
    expect(slack.messages('support')).toEqual([])
  })

  it('takes everything at its limit, and gives blocks and elements the ids they lack', async () => {
    const { client, slack, support } = await startSandbox()
    const blocks = [
      section({ text: mrkdwn(3000), block_id: text(255) }),
      { type: 'header', text: plain(150) },
      { type: 'context', elements: many(10, () => mrkdwn(1)) },
      actions(...many(24, (index) => button({ action_id: `a${index}`, text: plain(75) })), button()),
      section({ accessory: { type: 'overflow', options: many(5, (index) => option({ value: `${index}` })) } }),
      richText({ type: 'text', text: 'x', style: { bold: true } }, { type: 'link', url: 'https://e.com' }),
    ]
    await client.apiCall('chat.postMessage', { channel: support, text: 'x', blocks })
    const kept = slack.messages('support')[0]?.blocks ?? []
    expect(kept).toHaveLength(6)
    expect(kept.every((block) => typeof block['block_id'] === 'string')).toBe(true)
    expect(kept[3]).toMatchObject({
      elements: expect.arrayContaining([{ action_id: expect.any(String), ...button() }]),
    })
  })
})
