import { describe, expect, it } from 'vitest'
import { text, plain, button, input, typed, many, type Args } from './build.js'
import { answerOf, startSandbox } from './support.js'

describe('views Slack refuses', () => {
  const modal = (extra: Args = {}) => ({
    type: 'modal',
    title: plain(5),
    submit: plain(5),
    blocks: [input(typed())],
    ...extra,
  })
  const cases: readonly (readonly [string, Args, string])[] = [
    ['a title of 25 characters', modal({ title: plain(25) }), '/view/title/text'],
    ['a submit label of 25', modal({ submit: plain(25) }), '/view/submit/text'],
    ['a close label of 25', modal({ close: plain(25) }), '/view/close/text'],
    ['private_metadata of 3,001', modal({ private_metadata: text(3001) }), '/view/private_metadata'],
    ['a callback_id of 256', modal({ callback_id: text(256) }), '/view/callback_id'],
    ['101 blocks', modal({ blocks: many(101, () => ({ type: 'divider' })) }), '/view/blocks'],
    ['no blocks', modal({ blocks: [] }), '/view/blocks'],
    ['no title', modal({ title: undefined }), '/view'],
    ['inputs without a submit label', modal({ submit: undefined }), '/view'],
    ['an input without a label', modal({ blocks: [input(typed(), { label: undefined })] }), '/view/blocks/0'],
    ['a button in an input', modal({ blocks: [input(button())] }), '/view/blocks/0/element/type'],
    [
      'a max_length of 3,001',
      modal({ blocks: [input(typed({ max_length: 3001 }))] }),
      '/view/blocks/0/element/max_length',
    ],
    [
      'the same block_id twice',
      modal({ blocks: [input(typed(), { block_id: 'a' }), input(typed(), { block_id: 'a' })] }),
      '/view/blocks/1/block_id',
    ],
    ['a home tab', { type: 'home', blocks: [{ type: 'divider' }] }, '/view/type'],
    ['nothing', {}, '/view'],
  ]

  it.each(cases)('%s', async (_name, view, pointer) => {
    const { client, slack, ann } = await startSandbox()
    const answer = await answerOf(client.apiCall('views.open', { trigger_id: '1.2.x', view }))
    expect(answer).toMatchObject({ ok: false, error: 'invalid_arguments' })
    const { messages } = answer['response_metadata'] as { messages: readonly string[] }
    expect(messages).toContainEqual(expect.stringContaining(`[json-pointer:${pointer}]`))
    expect(slack.openViews(ann)).toEqual([])
  })
})
