import { describe, expect, it } from 'vitest'
import { answerOf, call, startSandbox } from './support.js'

const sms = (id: string) => ({ event_type: 'sms_message', event_payload: { id } })

describe('a post', () => {
  it('can be read back by its metadata, whose payload only those see who ask for it', async () => {
    const { client, support } = await startSandbox()
    const { ts } = await client.chat.postMessage({ channel: support, text: 'root', metadata: sms('1') })
    await client.chat.postMessage({ channel: support, text: 'reply', thread_ts: ts ?? '', metadata: sms('2') })
    const blind = await client.conversations.history({ channel: support })
    expect(blind.messages?.[0]?.metadata).toEqual({ event_type: 'sms_message' })
    const all = await client.conversations.replies({ channel: support, ts: ts ?? '', include_all_metadata: true })
    expect(all.messages?.map((message) => message.metadata)).toEqual([sms('1'), sms('2')])
  })

  it('with a name of its own is a bot_message without a user', async () => {
    const { client, support, slack } = await startSandbox()
    const args = { channel: support, text: 'hi', username: 'Bob', icon_url: 'https://e.com/a.png' }
    const { message } = await client.chat.postMessage(args)
    expect(message).toMatchObject({
      subtype: 'bot_message',
      username: 'Bob',
      icons: { image_48: 'https://e.com/a.png' },
    })
    expect(slack.messages(support)[0]).not.toHaveProperty('user')
  })

  it('gets a ts of its own in its channel, and perhaps the same as one in another channel', async () => {
    const { client, support, slack } = await startSandbox()
    const other = slack.addChannel({ name: 'other' }).id
    const post = async (channel: string) => (await client.chat.postMessage({ channel, text: 'x' })).ts ?? ''
    const all = [await post(support), await post(support), await post(support)]
    expect([...new Set(all)].sort()).toEqual(all)
    expect(await post(other)).toBe(all[0])
  })

  it('sent twice with one client_msg_id is two posts, unless the workspace is told to notice', async () => {
    const args = { text: 'x', client_msg_id: '7f6a2a4e-8f0e-4d0f-9a51-0d0d5f8f8a01' }
    const usual = await startSandbox()
    for (const channel of [usual.support, usual.support])
      await usual.client.apiCall('chat.postMessage', { channel, ...args })
    expect(usual.slack.messages(usual.support)).toHaveLength(2)

    const { client, slack, support } = await startSandbox({ dedupeClientMsgId: true })
    const first = await call(client, 'chat.postMessage', { channel: support, ...args })
    const again = await call(client, 'chat.postMessage', { channel: support, ...args })
    expect(again).toMatchObject({ ts: first['ts'], is_duplicate: true })
    expect(slack.messages(support)).toHaveLength(1)
  })

  it('has its emoji characters turned into names', async () => {
    const { client, support } = await startSandbox()
    const { message } = await client.chat.postMessage({ channel: support, text: '✔️ 👍🏽 done 👨‍👩‍👧' })
    expect(message?.text).toBe(':heavy_check_mark: :+1::skin-tone-4: done 👨‍👩‍👧')
  })

  it('for a person goes to their messages with the app', async () => {
    const { client, ann, slack } = await startSandbox()
    const { channel } = await client.chat.postMessage({ channel: ann, text: 'psst' })
    expect(channel).toMatch(/^D/)
    expect(slack.messages(channel ?? '')).toMatchObject([{ text: 'psst' }])
  })

  it('by a channel name arrives; reading by a name does not work', async () => {
    const { client, support } = await startSandbox()
    expect(await client.chat.postMessage({ channel: '#support', text: 'x' })).toMatchObject({ channel: support })
    expect(await answerOf(client.conversations.history({ channel: '#support' }))).toMatchObject({
      error: 'channel_not_found',
    })
  })
})

describe('an update', () => {
  it('drops blocks it does not repeat, keeps metadata, and is marked as an edit', async () => {
    const { client, support, slack } = await startSandbox()
    const blocks = [{ type: 'divider' }]
    const { ts } = await client.chat.postMessage({ channel: support, text: 'one', blocks, metadata: sms('1') })
    await client.chat.update({ channel: support, ts: ts ?? '', text: 'two' })
    const [message] = slack.messages(support)
    expect(message).toMatchObject({ text: 'two', metadata: sms('1'), edited: { user: slack.identity.botUserId } })
    expect(message).not.toHaveProperty('blocks')
    await client.apiCall('chat.update', { channel: support, ts, text: 'three', metadata: {} })
    expect(slack.messages(support)[0]).not.toHaveProperty('metadata')
  })
})

describe('a thread', () => {
  it('is read with its root first; history shows only roots and broadcasts, newest first', async () => {
    const { client, support, slack, ann } = await startSandbox()
    const root = slack.say({ as: ann, channel: support, text: 'root' })
    const { ts: reply } = await client.chat.postMessage({ channel: support, text: 'reply', thread_ts: root })
    const { ts: loud } = await client.chat.postMessage({
      channel: support,
      text: 'loud',
      thread_ts: root,
      reply_broadcast: true,
    })
    const thread = await client.conversations.replies({ channel: support, ts: root })
    expect(thread.messages?.map((message) => message.ts)).toEqual([root, reply, loud])
    expect(thread.messages?.[0]).toMatchObject({ thread_ts: root, reply_count: 2, latest_reply: loud })
    const history = await client.conversations.history({ channel: support })
    expect(history.messages?.map((message) => message.ts)).toEqual([loud, root])
    expect(slack.thread(support, root)).toHaveLength(3)
  })

  it('whose root is deleted leaves a tombstone that nothing can be done with', async () => {
    const { client, support, slack, ann } = await startSandbox()
    const { ts = '' } = await client.chat.postMessage({ channel: support, text: 'root' })
    slack.say({ as: ann, channel: support, text: 'reply', thread: ts })
    await client.chat.delete({ channel: support, ts })
    expect(slack.messages(support)[0]).toMatchObject({ subtype: 'tombstone', text: 'This message was deleted.' })
    expect(await answerOf(client.chat.update({ channel: support, ts, text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    })
  })

  it('has links that open it', async () => {
    const { client, support, slack, ann } = await startSandbox()
    const root = slack.say({ as: ann, channel: support, text: 'root' })
    const reply = slack.say({ as: ann, channel: support, text: 'reply', thread: root })
    const { permalink } = await client.chat.getPermalink({ channel: support, message_ts: reply })
    const path = `archives/${support}/p${reply.replace('.', '')}`
    expect(permalink).toBe(`https://sandbox.slack.com/${path}?thread_ts=${root}&cid=${support}`)
  })
})
