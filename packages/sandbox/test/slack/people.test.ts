import { describe, expect, it } from 'vitest'
import { answerOf, eventsOf, startApp, startSandbox } from './support.js'

describe('members', () => {
  it('have the roles and the time zone they were given', async () => {
    const { client, slack } = await startSandbox()
    const owner = slack.addMember({ name: 'olga', isOwner: true, timeZone: 'America/New_York' }).id
    expect((await client.users.info({ user: owner })).user).toMatchObject({
      is_owner: true,
      is_admin: true,
      is_restricted: false,
      deleted: false,
      tz: 'America/New_York',
      tz_offset: -18_000,
    })
    expect(() => slack.addMember({ name: 'x', timeZone: 'Mars/Olympus' })).toThrow('no time zone Mars/Olympus')
  })

  it('that change or go are told to the app', async () => {
    const sandbox = await startSandbox({ subscriptions: ['user_change'] })
    const { client, slack, ann } = sandbox
    const got = await startApp(sandbox)
    slack.changeMember(ann, { kind: 'guest', isAdmin: false })
    slack.deactivate(ann)
    await slack.settled()
    expect(eventsOf(got)).toMatchObject([
      { type: 'user_change', user: { id: ann, is_restricted: true } },
      { type: 'user_change', user: { id: ann, deleted: true } },
    ])
    const { members } = await client.users.list({})
    expect(members?.find(({ id }) => id === ann)).toMatchObject({ deleted: true, is_restricted: true })
  })

  it('are in groups', async () => {
    const { client, slack, ann } = await startSandbox()
    const { id } = slack.addUsergroup({ handle: 'desk', name: 'The desk', members: [ann] })
    expect((await client.usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { id, handle: 'desk', name: 'The desk', user_count: 1, users: [ann] },
    ])
    expect((await client.usergroups.users.list({ usergroup: id })).users).toEqual([ann])
    expect(await answerOf(client.usergroups.users.list({ usergroup: 'S0' }))).toMatchObject({
      error: 'no_such_subteam',
    })
  })
})

describe('a slow workspace', () => {
  it('does at once what it is asked for, and answers when the clock has moved on', async () => {
    const { client, clock, slack, support } = await startSandbox()
    slack.slow({ ms: 2500, time: 'clock' })
    const order: string[] = []
    const kept = new Promise<void>((resolve) => {
      slack.onChange(({ type }) => type === 'call' && resolve())
    })
    const answer = client.chat.postMessage({ channel: support, text: 'x' }).then(() => order.push('answer'))
    await kept
    expect(slack.messages(support)).toHaveLength(1)
    clock.advance(2499)
    order.push('2.499 s')
    // The brake is on the clock by the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve))
    clock.advance(2500)
    await answer
    expect(order).toEqual(['2.499 s', 'answer'])
  })

  it('is late on the clock on the wall too, and quick again when told so', async () => {
    const { client, slack } = await startSandbox()
    slack.slow({ ms: 40 })
    const beganAt = performance.now()
    await client.auth.test()
    expect(performance.now() - beganAt).toBeGreaterThanOrEqual(35)
    slack.slow({ ms: 0 })
    expect(await client.auth.test()).toMatchObject({ ok: true })
  })
})
