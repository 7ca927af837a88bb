import { describe, expect, it } from 'vitest'
import { testAdapter, testNow, workspaceId } from '../support/adapter.js'
import { interactionRequest, signedRequest } from '../support/signed-request.js'

const adapter = testAdapter({ now: () => testNow })

const typed = {
  command: '/sms',
  team_id: workspaceId,
  channel_id: 'C0SUPPORT',
  user_id: 'U0ANNA',
  trigger_id: '13345224609.738474920.8088930838d88f008e0',
}

const command = (fields: Readonly<Record<string, string>>) =>
  adapter.receive(
    signedRequest(new URLSearchParams({ ...typed, ...fields }).toString(), {
      contentType: 'application/x-www-form-urlencoded',
    }),
  )

const chosen = (fields: object) =>
  adapter.receive(
    interactionRequest({ team: { id: workspaceId }, user: { id: 'U0ANNA', team_id: workspaceId }, ...fields }),
  )

describe('a slash command', () => {
  it('comes with what its writer meant, and is the same one when a socket repeats it', async () => {
    const { events } = await command({
      text: '4155550123 Fish &amp; chips :tada: at <http://fish.example|fish.example>',
    })
    expect(events).toEqual([
      {
        type: 'command',
        workspaceId,
        identities: [`command:${typed.trigger_id}`],
        channelId: 'C0SUPPORT',
        text: '4155550123 Fish & chips 🎉 at fish.example',
        author: { type: 'member', id: 'U0ANNA' },
        trigger: typed.trigger_id,
      },
    ])
  })

  it('is answered to its writer alone, with names as the characters they are', async () => {
    const received = await command({ text: '' })
    const answer: unknown = await received.respond({ type: 'whisper', text: 'To <!channel> & co' }).json()
    expect(answer).toMatchObject({ response_type: 'ephemeral', text: 'To &lt;!channel&gt; &amp; co' })
    expect(JSON.stringify(answer)).not.toContain('mrkdwn')
    expect(await received.respond().text()).toBe('')
  })
})

describe('a shortcut', () => {
  it('from the menu of everything comes without a message', async () => {
    const { events } = await chosen({ type: 'shortcut', callback_id: 'threadline:send-text', trigger_id: 't1' })
    expect(events).toMatchObject([{ type: 'shortcut', identities: ['shortcut:t1'], trigger: 't1' }])
    expect(events[0]).not.toHaveProperty('message')
  })

  it('from the menu of a message comes with its words and its thread', async () => {
    const { events } = await chosen({
      type: 'message_action',
      callback_id: 'threadline:text-message',
      trigger_id: 't1',
      channel: { id: 'C0SUPPORT' },
      message: { ts: '2.000001', thread_ts: '1.000001', text: 'We open at *nine*', files: [{ id: 'F1' }] },
    })
    const [post, thread] = ['2.000001', '1.000001'].map((messageId) => ({ channelId: 'C0SUPPORT', messageId }))
    expect(events).toMatchObject([{ message: { post, thread, text: 'We open at nine', hasFiles: true } }])
  })

  it('of another app is left alone', async () => {
    expect((await chosen({ type: 'shortcut', callback_id: 'poll', trigger_id: 't1' })).events).toEqual([])
  })
})
