import { describe, expect, it } from 'vitest'
import type { SlackWorkspaceOptions } from '../../src/slack/index.js'
import { answerOf, call, eventsOf, startApp, startSandbox, type Sandbox } from './support.js'

const subscriptions = ['message.channels', 'file_shared', 'file_deleted']
const picture = { name: 'cat.png', mimetype: 'image/png', content: new TextEncoder().encode('a cat') }

/** The first two of the three steps of an upload. */
async function upload({ client }: Sandbox, filename = 'cat.png', bytes = 'a cat'): Promise<string> {
  const ticket = await client.files.getUploadURLExternal({ filename, length: bytes.length })
  const answer = await fetch(ticket.upload_url ?? '', { method: 'POST', body: bytes })
  expect(answer.status).toBe(200)
  return ticket.file_id ?? ''
}

async function complete(sandbox: Sandbox, id: string, args: object = {}) {
  return call(sandbox.client, 'files.completeUploadExternal', { files: [{ id, title: 'A cat' }], ...args })
}

async function fileInfo({ client }: Sandbox, file: string) {
  return (await client.files.info({ file })).file
}

describe('a file somebody shares', () => {
  it('comes as a message without words, and as an event of its own', async () => {
    const sandbox = await startSandbox({ subscriptions })
    const got = await startApp(sandbox)
    const ts = sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: '', files: [picture] })
    await sandbox.slack.settled()
    const file = { name: 'cat.png', mimetype: 'image/png', size: 5, mode: 'hosted', user: sandbox.ann }
    expect(eventsOf(got)).toMatchObject([
      { type: 'message', subtype: 'file_share', ts, text: '', files: [file] },
      { type: 'file_shared', user_id: sandbox.ann, channel_id: sandbox.support },
    ])
  })

  it('can be read with the token; without it there is a page to sign in with, and no error', async () => {
    const sandbox = await startSandbox()
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: 'Look', files: [picture] })
    const { messages } = await sandbox.client.conversations.history({ channel: sandbox.support })
    const { url_private = '', url_private_download = '' } = messages?.[0]?.files?.[0] ?? {}
    const headers = { authorization: `Bearer ${sandbox.slack.identity.botToken}` }
    for (const url of [url_private, url_private_download]) {
      const response = await fetch(url, { headers })
      expect([response.headers.get('content-type'), await response.text()]).toEqual(['image/png', 'a cat'])
    }
    for (const wrong of [undefined, { authorization: 'Bearer xoxb-wrong' }]) {
      const response = await fetch(url_private, wrong ? { headers: wrong } : {})
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    }
  })

  it('cannot be read without the scope, or in a channel the app is not in', async () => {
    const sandbox = await startSandbox({ scopes: ['channels:history'] })
    const { slack, ann } = sandbox
    slack.say({ as: ann, channel: 'support', text: '', files: [picture] })
    const file = slack.messages('support')[0]?.files?.[0]?.id ?? ''
    const headers = { authorization: `Bearer ${slack.identity.botToken}` }
    const url = `${slack.identity.filesUrl}/files-pri/T0SANDBOX-${file}/cat.png`
    expect((await fetch(url, { headers })).headers.get('content-type')).toContain('text/html')
    expect(await answerOf(sandbox.client.files.info({ file }))).toMatchObject({ needed: 'files:read' })

    const other = await startSandbox()
    other.slack.addChannel({ name: 'other', withApp: false })
    other.slack.say({ as: other.ann, channel: 'other', text: '', files: [picture] })
    const hidden = other.slack.messages('other')[0]?.files?.[0]?.id ?? ''
    expect(await answerOf(other.client.files.info({ file: hidden }))).toMatchObject({ error: 'not_visible' })
  })

  it('has to be asked for in a channel shared with another company', async () => {
    const sandbox = await startSandbox({ subscriptions })
    sandbox.slack.share({ as: sandbox.ann, channel: 'support' })
    const got = await startApp(sandbox)
    sandbox.slack.say({ as: sandbox.ann, channel: 'support', text: '', files: [picture] })
    await sandbox.slack.settled()
    expect(eventsOf(got)[0]).toMatchObject({ files: [{ file_access: 'check_file_info' }] })
    const id = sandbox.slack.messages('support')[0]?.files?.[0]?.id ?? ''
    expect(await fileInfo(sandbox, id)).toMatchObject({ mimetype: 'image/png' })
  })
})

describe('a file the app uploads', () => {
  it('is shared a little later, with its words, in the thread; no answer has the timestamp', async () => {
    const sandbox = await startSandbox({ subscriptions })
    const { ann, clock, client, slack, support } = sandbox
    const root = slack.say({ as: ann, channel: support, text: 'root' })
    const got = await startApp(sandbox)
    const id = await upload(sandbox)
    const where = { channel_id: support, thread_ts: root, initial_comment: 'Here 👀', username: 'Jane' }
    const answer = await complete(sandbox, id, where)
    expect(answer).toMatchObject({ ok: true, files: [{ id, title: 'A cat' }] })
    expect(JSON.stringify(answer)).not.toContain('ts"')
    expect(await fileInfo(sandbox, id)).toMatchObject({ mimetype: '', shares: {} })
    expect(slack.thread(support, root)).toHaveLength(1)

    clock.advance(500)
    await slack.settled()
    const [, reply] = slack.thread(support, root)
    const shares = { public: { [support]: [{ ts: reply?.ts, thread_ts: root }] } }
    expect(await fileInfo(sandbox, id)).toMatchObject({ mimetype: 'image/png', title: 'A cat', shares })
    const byApp = { bot_id: slack.identity.botId, user: slack.identity.botUserId, username: 'Jane' }
    expect(eventsOf(got)).toMatchObject([
      { subtype: 'file_share', text: 'Here :eyes:', thread_ts: root, files: [{ id }], ...byApp },
      { type: 'file_shared', file_id: id, channel_id: support },
    ])
    await client.files.delete({ file: id })
    expect(await answerOf(client.files.info({ file: id }))).toMatchObject({ error: 'file_deleted' })
    await slack.settled()
    expect(eventsOf(got).at(-1)).toMatchObject({ type: 'file_deleted', channel_ids: [support] })
  })

  it('goes with the client’s own way of doing it, and with blocks', async () => {
    const { client, clock, slack, support } = await startSandbox()
    const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'Look' } }]
    await client.filesUploadV2({ channel_id: support, file: Buffer.from('a cat'), filename: 'cat.gif', blocks })
    clock.advance(500)
    expect(slack.messages(support)).toMatchObject([
      { blocks: [{ type: 'section' }], files: [{ mimetype: 'image/gif' }] },
    ])
  })

  it('is nowhere when no channel is given, and can be shown in a block once Slack knows it', async () => {
    const sandbox = await startSandbox()
    const { client, clock, slack, support } = sandbox
    const id = await upload(sandbox)
    await complete(sandbox, id)
    const show = async (file: string) => {
      const blocks = [{ type: 'image', alt_text: 'A cat', slack_file: { id: file } }]
      return answerOf(call(client, 'chat.postMessage', { channel: support, text: 'x', blocks }))
    }
    const messages = ['[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]']
    const refusal = { error: 'invalid_blocks', response_metadata: { messages } }
    expect(await show(id)).toMatchObject(refusal)
    clock.advance(500)
    expect(slack.messages(support)).toEqual([])
    expect(await show(id)).toMatchObject({ ok: true })
    expect(await show('F0NOTHING')).toMatchObject(refusal)
    const document = await upload(sandbox, 'a.pdf')
    await complete(sandbox, document)
    clock.advance(500)
    expect(await show(document)).toMatchObject(refusal)
  })
})

describe('an upload that is refused', () => {
  type Preferences = NonNullable<SlackWorkspaceOptions['preferences']>
  const begins: readonly (readonly [string, Preferences, Record<string, unknown>, string])[] = [
    ['nothing in it', {}, { length: 0 }, 'missing_argument'],
    ['a long description', {}, { alt_txt: 'x'.repeat(1001) }, 'alt_txt_too_large'],
    ['no uploads at all', { fileUploads: 'none' }, {}, 'file_uploads_disabled'],
    ['only pictures', { fileUploads: 'images' }, { filename: 'a.pdf' }, 'file_uploads_except_images_disabled'],
    ['a kind that is blocked', { blockedFileTypes: ['exe'] }, { filename: 'a.EXE' }, 'file_type_not_allowed'],
    ['too large', { largestFileBytes: 4 }, {}, 'file_upload_size_restricted'],
    ['no room left', { isStorageFull: true }, {}, 'storage_limit_reached'],
  ]
  it.each(begins)('at the beginning: %s', async (_name, preferences, args, error) => {
    const { client } = await startSandbox({ preferences })
    const answer = await answerOf(call(client, 'files.getUploadURLExternal', { filename: 'a.png', length: 5, ...args }))
    expect(answer).toMatchObject({ ok: false, error })
  })

  it('bytes that are not as many as announced, or for no upload', async () => {
    const { client, url } = await startSandbox()
    const { file_id, upload_url } = await client.files.getUploadURLExternal({ filename: 'a.png', length: 5 })
    for (const [to, status] of [
      [upload_url ?? '', 400],
      [`${url}/upload/v1/NONE`, 404],
    ] as const) {
      expect((await fetch(to, { method: 'POST', body: 'a' })).status).toBe(status)
    }
    const answer = await answerOf(call(client, 'files.completeUploadExternal', { files: [{ id: file_id }] }))
    expect(answer).toMatchObject({ error: 'file_not_found' })
  })

  type Args = (sandbox: Sandbox) => object
  const ends: readonly (readonly [string, Args, string])[] = [
    ['a channel that is not there', () => ({ channel_id: 'C0NOWHERE' }), 'channel_not_found'],
    [
      'a channel the app is not in',
      ({ slack }) => ({ channel_id: slack.addChannel({ name: 'a', withApp: false }).id }),
      'not_in_channel',
    ],
    [
      '101 channels',
      () => ({ channels: Array.from({ length: 101 }, () => 'C1').join(',') }),
      'channels_limit_exceeded',
    ],
    ['bad blocks', ({ support }) => ({ channel_id: support, blocks: [{ type: 'nothing' }] }), 'invalid_blocks'],
    [
      'markdown, which Slack fails on',
      ({ support }) => ({ channel_id: support, blocks: [{ type: 'markdown', text: 'x' }] }),
      'internal_error',
    ],
  ]
  it.each(ends)('at the end: %s', async (_name, args, error) => {
    const sandbox = await startSandbox()
    const id = await upload(sandbox)
    expect(await answerOf(complete(sandbox, id, args(sandbox)))).toMatchObject({ ok: false, error })
  })
})

describe('messages people change their mind about', () => {
  it('edited, deleted and marked with 👀: the app hears it as Slack tells it', async () => {
    const sandbox = await startSandbox({ subscriptions: ['message.channels', 'reaction_added', 'reaction_removed'] })
    const { slack, ann, support } = sandbox
    const ts = slack.say({ as: ann, channel: support, text: 'Helo' })
    const place = { as: ann, channel: support, ts }
    const got = await startApp(sandbox)
    slack.edit({ ...place, text: 'Hello' })
    slack.react({ ...place, name: 'eyes' })
    slack.unreact({ ...place, name: 'eyes' })
    slack.delete(place)
    await slack.settled()
    const reaction = { user: ann, item_user: ann, reaction: 'eyes', item: { type: 'message', channel: support, ts } }
    const hidden = { type: 'message', hidden: true, channel: support }
    expect(eventsOf(got)).toMatchObject([
      {
        ...hidden,
        subtype: 'message_changed',
        message: { ts, text: 'Hello', edited: { user: ann } },
        previous_message: { ts, text: 'Helo' },
      },
      { type: 'reaction_added', ...reaction },
      { type: 'reaction_removed', ...reaction },
      { ...hidden, subtype: 'message_deleted', deleted_ts: ts, previous_message: { text: 'Hello' } },
    ])
    expect(eventsOf(got)[0]?.['ts']).not.toBe(ts)
  })
})
