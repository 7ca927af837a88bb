import type { Json } from '../../src/slack/index.js'
import { startApp, type Sandbox } from './support.js'

export const plain = (text: string) => ({ type: 'plain_text', text })
export const buttons = [
  {
    type: 'actions',
    block_id: 'head',
    elements: [
      { type: 'button', action_id: 'send', text: plain('Send text'), value: 'v1' },
      { type: 'button', action_id: 'open', text: plain('Reply'), url: 'https://example.com/' },
      { type: 'static_select', action_id: 'pick', options: [{ text: plain('One'), value: '1' }] },
    ],
  },
]

export const form = {
  type: 'modal',
  callback_id: 'send-text',
  private_metadata: 'secret',
  title: plain('Send text'),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'to',
      label: plain('To'),
      element: { type: 'external_select', action_id: 'to', min_query_length: 1 },
    },
    {
      type: 'input',
      block_id: 'text',
      label: plain('Text'),
      element: { type: 'plain_text_input', action_id: 'text', multiline: true, max_length: 10 },
    },
    {
      type: 'input',
      block_id: 'when',
      optional: true,
      label: plain('When'),
      element: { type: 'datetimepicker', action_id: 'when' },
    },
  ],
}

/** Posts the buttons and clicks one; the app opens the form with the trigger it gets. */
export async function openForm(sandbox: Sandbox, answer: (payload: Json) => Response = () => new Response()) {
  const got = await startApp(sandbox, async (payload) => {
    if (payload['type'] !== 'block_actions' || payload['view']) return answer(payload)
    await sandbox.client.apiCall('views.open', { trigger_id: payload['trigger_id'], view: form })
    return new Response()
  })
  const { ts = '' } = await sandbox.client.chat.postMessage({ channel: sandbox.support, text: 'x', blocks: buttons })
  await sandbox.slack.click({ as: sandbox.ann, channel: sandbox.support, ts, actionId: 'send' })
  return { got, ts }
}

export const options = { options: [{ text: plain('Tom +14155550123'), value: '+14155550123' }] }
export const suggesting = (payload: Json): Response =>
  payload['type'] === 'block_suggestion' ? Response.json(options) : new Response()
