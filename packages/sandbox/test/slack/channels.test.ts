import { describe, expect, it } from 'vitest'
import { answerOf, startSandbox } from './support.js'

describe('channels and people', () => {
  it('a new channel has the app in it, and invited people come with a line that is not theirs', async () => {
    const { client, slack, ann } = await startSandbox()
    const { channel } = await client.conversations.create({ name: 'direct-1', is_private: true })
    expect(channel).toMatchObject({
      name: 'direct-1',
      is_private: true,
      is_member: true,
      creator: slack.identity.botUserId,
    })
    await client.conversations.invite({ channel: channel?.id ?? '', users: ann })
    await client.conversations.setTopic({ channel: channel?.id ?? '', topic: '+14155550123' })
    expect(slack.messages('direct-1')).toMatchObject([
      { subtype: 'group_join', user: ann, inviter: slack.identity.botUserId },
      { subtype: 'group_topic', topic: '+14155550123' },
    ])
    slack.say({ as: ann, channel: 'direct-1', text: 'hello' })
  })

  it('an invitation of several keeps all out for one, unless forced', async () => {
    const { client, slack, support } = await startSandbox()
    const bob = slack.addMember({ name: 'bob' }).id
    const users = `${bob},U0NOBODY`
    const errors = [{ user: 'U0NOBODY', ok: false, error: 'user_not_found' }]
    expect(await answerOf(client.conversations.invite({ channel: support, users }))).toMatchObject({
      ok: false,
      errors,
    })
    expect(slack.channels()[0]?.members).not.toContain(bob)
    expect(await answerOf(client.conversations.invite({ channel: support, users, force: true }))).toMatchObject({
      ok: true,
      errors,
    })
    expect(slack.channels()[0]?.members).toContain(bob)
  })

  it('guests, people of other organisations and the app can be told apart', async () => {
    const { client, slack } = await startSandbox()
    const kindOf = async (user: string) => (await client.users.info({ user })).user
    expect(await kindOf(slack.addMember({ name: 'g', kind: 'guest' }).id)).toMatchObject({
      is_restricted: true,
      team_id: 'T0SANDBOX',
    })
    expect(await kindOf(slack.addMember({ name: 'e', kind: 'external' }).id)).toMatchObject({ team_id: 'T0PARTNERCO' })
    expect(await kindOf(slack.identity.botUserId)).toMatchObject({ is_bot: true })
  })

  it('joining twice is no error', async () => {
    const { client, slack } = await startSandbox()
    const channel = slack.addChannel({ name: 'open', withApp: false }).id
    await client.conversations.join({ channel })
    expect(await client.conversations.join({ channel })).toMatchObject({ ok: true, warning: 'already_in_channel' })
    expect(slack.messages('open')).toHaveLength(1)
  })

  it('only who is a member can write, and only their own words can be changed', async () => {
    const { slack, ann, support } = await startSandbox()
    const bob = slack.addMember({ name: 'bob' }).id
    expect(() => slack.say({ as: bob, channel: support, text: 'x' })).toThrow('not a member')
    slack.join({ as: bob, channel: support })
    const ts = slack.say({ as: ann, channel: support, text: 'x' })
    expect(() => slack.edit({ as: bob, channel: support, ts, text: 'y' })).toThrow('did not write')
  })
})

describe('reactions', () => {
  it('are counted once per person, and can be taken back', async () => {
    const { client, slack, ann, support } = await startSandbox()
    const timestamp = slack.say({ as: ann, channel: support, text: 'x' })
    const mark = { channel: support, timestamp, name: 'heavy_check_mark' }
    await client.reactions.add(mark)
    expect(await answerOf(client.reactions.add(mark))).toMatchObject({ error: 'already_reacted' })
    slack.react({ as: ann, channel: support, ts: timestamp, name: 'heavy_check_mark' })
    expect(slack.messages(support)[0]?.reactions).toEqual([
      { name: 'heavy_check_mark', users: [slack.identity.botUserId, ann], count: 2 },
    ])
    await client.reactions.remove(mark)
    expect(await answerOf(client.reactions.remove(mark))).toMatchObject({ error: 'no_reaction' })
    const got = await client.reactions.get({ channel: support, timestamp })
    expect(got.message?.reactions).toMatchObject([{ name: 'heavy_check_mark', count: 1 }])
  })
})

describe('an ephemeral message', () => {
  it('is seen by one person, and not in the history', async () => {
    const { client, slack, ann, support } = await startSandbox()
    await client.chat.postEphemeral({ channel: support, user: ann, text: 'only you' })
    expect(slack.ephemerals(ann)).toMatchObject([{ text: 'only you', channel: support }])
    expect((await client.conversations.history({ channel: support })).messages).toEqual([])
  })
})

describe('following along', () => {
  it('every change is told, until one stops listening', async () => {
    const { slack, ann, support } = await startSandbox()
    const changes: string[] = []
    const stop = slack.onChange((change) => changes.push(`${change.type} ${change.channel ?? ''}`))
    slack.say({ as: ann, channel: support, text: 'x' })
    stop()
    slack.say({ as: ann, channel: support, text: 'y' })
    expect(changes).toEqual([`message ${support}`])
  })
})
