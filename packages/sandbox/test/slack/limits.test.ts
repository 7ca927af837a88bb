import { describe, expect, it } from 'vitest'
import { text } from './build.js'
import { answerOf, startSandbox } from './support.js'

describe('calls Slack refuses in some states', () => {
  it('anything in an archived channel', async () => {
    const { client, support, slack, ann } = await startSandbox()
    const { ts } = await client.chat.postMessage({ channel: support, text: 'x' })
    await client.conversations.archive({ channel: support })
    const where = {
      channel: support,
      ts: ts ?? '',
      timestamp: ts ?? '',
      user: ann,
      users: ann,
      text: 'y',
      name: 'x',
      topic: 'z',
    }
    const outcomes = [
      ['chat.postMessage', 'is_archived'],
      ['chat.postEphemeral', 'is_archived'],
      ['chat.update', 'is_inactive'],
      ['reactions.add', 'is_archived'],
      ['conversations.join', 'is_archived'],
      ['conversations.invite', 'is_archived'],
      ['conversations.setTopic', 'is_archived'],
      ['conversations.archive', 'already_archived'],
    ] as const
    for (const [method, error] of outcomes) {
      expect(await answerOf(client.apiCall(method, where)), method).toMatchObject({ ok: false, error })
    }
    expect(() => slack.say({ as: ann, channel: support, text: 'x' })).toThrow('archived')
  })

  it('text too long for an update, though a post only loses its end', async () => {
    const { client, support, slack } = await startSandbox()
    const posted = await client.chat.postMessage({ channel: support, text: text(40_001) })
    expect(posted).toMatchObject({ ok: true, warning: 'message_truncated' })
    expect(slack.messages('support')[0]?.text).toHaveLength(40_000)
    const args = { channel: support, ts: posted.ts ?? '' }
    expect(await answerOf(client.chat.update({ ...args, text: text(4001) }))).toMatchObject({ error: 'msg_too_long' })
    expect(await answerOf(client.chat.update({ ...args, text: text(4000) }))).toMatchObject({ ok: true })
  })
})
