import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../src/index.js'
import { pageFiles } from '../src/page/index.js'
import { customer, ours } from './support/carrier-desk.js'
import { startReceiver, type Receiver } from './support/receiver.js'
import { openPage, type TinyElement } from './support/tiny-browser.js'

let sandbox: Sandbox
let opened: Awaited<ReturnType<typeof openPage>>
let app: Receiver
let slack: WebClient

beforeEach(async () => {
  sandbox = await startSandbox()
  app = await startReceiver()
  app.answer = () => new Response()
  sandbox.connect({ chatWebhookUrl: `${app.url}/slack` })
  slack = new WebClient(sandbox.slack.identity.botToken, { slackApiUrl: sandbox.slackApiUrl })
  opened = await openPage(sandbox.url)
  await vi.waitFor(() => expect(element('connection').textContent).toBe('Live'))
  await vi.waitFor(() => expect(element('channel-title').textContent).toBe('# sms'))
})

afterEach(async () => {
  await opened.close()
  await sandbox.stop()
  await app.stop()
})

const element = (id: string): TinyElement => opened.page.getElementById(id)
const channel = () => sandbox.slack.channels().find(({ name }) => name === 'sms')?.id ?? ''
const post = (message: object) => slack.chat.postMessage({ channel: channel(), text: 'fallback', ...message })
const shows = (id: string, text: string) => vi.waitFor(() => expect(element(id).textContent).toContain(text))
const find = (id: string, text: string): Promise<TinyElement> =>
  vi.waitFor(() => element(id).all(text)[0] ?? expect.fail(`${id} shows ${element(id).textContent}`))

describe('the page', () => {
  it('is small, and loads nothing from elsewhere', async () => {
    const sizes = [...pageFiles.values()].map(({ content }) => Buffer.byteLength(content))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(90_000)
    for (const { content } of pageFiles.values()) {
      expect(content).not.toMatch(/(src|href)="(https?:)?\/\/|@import|innerHTML|insertAdjacentHTML|document\.write/)
    }
    const answer = await fetch(sandbox.url)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('names every field', () => {
    const html = pageFiles.get('/')?.content ?? ''
    const ids = [...html.matchAll(/<(?:input|select|textarea)[^>]*?id="([^"]+)"/g)].map(([, id]) => id)
    const unnamed = ids.filter((id) => !html.includes(`for="${id}"`) && !html.includes(`id="${id}"> `))
    expect(ids.length).toBeGreaterThan(8)
    expect(unnamed).toEqual([])
  })

  it('shows people and channels', () => {
    expect(element('member').children.map((option) => option.textContent)).toEqual(['Ana', 'Ben', 'Guest (guest)'])
    expect(element('channels').textContent).toBe('# general# sms')
  })

  it('posts what a teammate writes, and shows it as the very characters', async () => {
    element('composer-text').value = '<b>bold</b> & <!channel> :x:'
    element('composer').dispatch('submit')
    await shows('messages', '<b>bold</b> & <!channel>')
    expect(element('messages').textContent).toContain('Ana')
    expect(element('composer-text').value).toBe('')
  })

  it('draws the blocks an app posts', async () => {
    await post({
      username: 'Cora',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'A header' } },
        { type: 'section', text: { type: 'mrkdwn', text: 'Bold: *yes*, a &lt;tag&gt;, `code`' } },
        { type: 'divider' },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'since <!date^1893456000^{date_short}|then>' }] },
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'Rich', style: { bold: true } }] }],
        },
      ],
    })
    await shows('messages', 'A header')
    const shown = element('messages')
    expect(shown.textContent).toContain('Cora')
    expect(shown.textContent).toContain('Bold: yes, a <tag>, code')
    expect(shown.all('strong').map((node) => node.textContent)).toEqual(['Cora', 'yes', 'Rich'])
    expect(shown.all('time').at(-1)?.attributes.get('title')).toBe('then')
    expect(shown.all('hr')).toHaveLength(1)
  })

  it('opens a thread, replies in it, and shows reactions', async () => {
    const { ts = '' } = await post({ text: 'A root' })
    await slack.reactions.add({ channel: channel(), timestamp: ts, name: 'heavy_check_mark' })
    await shows('messages', '✔️ 1')
    ;(await find('messages', 'Reply in thread')).click()
    await shows('thread-messages', 'A root')
    expect(element('thread').hidden).toBe(false)
    element('thread-text').value = 'A reply'
    element('thread-composer').dispatch('submit')
    await shows('thread-messages', 'A reply')
    await shows('messages', '1 reply')
    expect(element('messages').textContent).not.toContain('A reply')
  })

  it('clicks a button, fills in the modal it opens with an option the app suggests, and shows its errors', async () => {
    app.answer = async ({ form }) => {
      const payload = JSON.parse(form['payload'] ?? '{}') as { type?: string; trigger_id?: string }
      if (payload.type === 'block_actions')
        await slack.views.open({ trigger_id: payload.trigger_id ?? '', view: modal })
      if (payload.type === 'block_suggestion') return Response.json({ options: [option('Cora', customer)] })
      if (payload.type === 'view_submission') {
        return Response.json({ response_action: 'errors', errors: { to: 'They opted out.' } })
      }
      return new Response()
    }
    const text = { type: 'plain_text', text: 'Send text' }
    await post({ blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'send', text }] }] })
    ;(await find('messages', 'Send text')).click()
    await shows('modal', 'New text')
    expect(element('modal').open).toBe(true)

    const input = element('modal').all('input')[0] ?? expect.fail('no input')
    input.value = 'Co'
    input.focus()
    const offer = await vi.waitFor(() => element('modal').all('Cora')[0] ?? expect.fail('no offer'))
    offer.dispatch('mousedown')
    expect(input.value).toBe('Cora')
    const body = element('modal').all('textarea')[0] ?? expect.fail('no textarea')
    body.value = 'Hello'
    body.dispatch('input')
    element('modal').all('form')[0]?.dispatch('submit')
    await shows('modal', 'They opted out.')
    const submission = app.arrived
      .map(({ form }) => form['payload'] ?? '')
      .find((payload) => payload.includes('view_submission'))
    expect(JSON.parse(submission ?? '{}')).toMatchObject({
      view: {
        state: {
          values: { to: { who: { selected_option: { value: customer } } }, text: { words: { value: 'Hello' } } },
        },
      },
    })

    ;(await find('modal', 'Cancel')).click()
    await vi.waitFor(() => expect(element('modal').open).toBe(false))
  })

  it('shows what only one member may see to that member alone', async () => {
    const ana = sandbox.slack.users().find(({ name }) => name === 'Ana')?.id ?? ''
    await slack.chat.postEphemeral({ channel: channel(), user: ana, text: 'For your eyes' })
    await shows('messages', 'For your eyes')
    element('member').value = sandbox.slack.users().find(({ name }) => name === 'Ben')?.id ?? ''
    element('member').dispatch('change')
    await vi.waitFor(() => expect(element('messages').textContent).not.toContain('For your eyes'))
  })

  it('adds a phone, texts from it, and shows what arrives on it', async () => {
    element('new-number').value = customer
    element('new-kind').value = 'mobile'
    element('add-phone').dispatch('submit')
    await shows('phone', customer)
    await vi.waitFor(() => expect(element('to').value).toBe(ours))
    element('phone-text').value = 'Hello?'
    element('phone-composer').dispatch('submit')
    await shows('texts', 'Hello?')
    const [stop] = opened.page.querySelectorAll('[data-word]')
    stop?.click()
    await shows('texts', 'You have successfully been unsubscribed')
    expect(sandbox.carrier.texts().map(({ body }) => body)).toEqual(['Hello?', 'STOP'])
  })

  it('says what went wrong', async () => {
    element('new-number').value = '12'
    element('new-kind').value = 'mobile'
    element('add-phone').dispatch('submit')
    await shows('problem', '12 is not a phone number')
  })
})

const option = (label: string, value: string) => ({ text: { type: 'plain_text', text: label }, value })

const modal = {
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'New text' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'to',
      label: { type: 'plain_text' as const, text: 'To' },
      element: { type: 'external_select' as const, action_id: 'who', min_query_length: 0 },
    },
    {
      type: 'input' as const,
      block_id: 'text',
      label: { type: 'plain_text' as const, text: 'Text' },
      element: { type: 'plain_text_input' as const, action_id: 'words', multiline: true },
    },
  ],
}
