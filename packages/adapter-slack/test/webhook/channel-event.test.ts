import { describe, expect, it } from 'vitest'
import { testAdapter, testNow, workspaceId } from '../support/adapter.js'
import { callback, humanMessage } from '../support/payloads.js'
import { eventRequest } from '../support/signed-request.js'

const adapter = testAdapter({ now: () => testNow })
const receive = async (event: Readonly<Record<string, unknown>>) =>
  (await adapter.receive(eventRequest(callback({ event_ts: '1772618400.000100', ...event })))).events

describe('what becomes of a channel', () => {
  it.each([
    ['channel_archive', 'archived', { channel: 'C77', user: 'U0ANNA' }],
    ['group_archive', 'archived', { channel: 'C77', user: 'U0ANNA' }],
    ['channel_unarchive', 'unarchived', { channel: 'C77' }],
    ['group_unarchive', 'unarchived', { channel: 'C77' }],
    ['channel_deleted', 'deleted', { channel: 'C77' }],
    ['group_deleted', 'deleted', { channel: 'C77' }],
    ['channel_left', 'left', { channel: 'C77' }],
    ['group_left', 'left', { channel: 'C77' }],
    ['channel_rename', 'renamed', { channel: { id: 'C77', name: 'jane', created: 1 } }],
    ['group_rename', 'renamed', { channel: { id: 'C77', name: 'jane' } }],
    ['channel_shared', 'shared', { channel: 'C77', connected_team_id: 'T0OTHER' }],
    ['channel_unshared', 'unshared', { channel: 'C77' }],
  ])('%s is %s', async (type, kind, fields) => {
    expect(await receive({ type, ...fields })).toMatchObject([{ type: 'channel', workspaceId, kind, channelId: 'C77' }])
  })

  it('a new id says which it was', async () => {
    const event = { type: 'channel_id_changed', old_channel_id: 'G1', new_channel_id: 'C1' }
    expect(await receive(event)).toMatchObject([{ kind: 'id-changed', channelId: 'G1', newChannelId: 'C1' }])
  })

  it('made private comes as a line in it', async () => {
    const event = humanMessage({ subtype: 'channel_convert_to_private', channel: 'C77' })
    expect(await receive(event)).toMatchObject([{ type: 'channel', kind: 'made-private', channelId: 'C77' }])
  })

  it('each time is an event of its own, however often one is delivered', async () => {
    const archive = { type: 'channel_archive', channel: 'C77' }
    const [first] = await receive(archive)
    const [again] = await receive(archive)
    const [later] = await receive({ ...archive, event_ts: '1772618500.000100' })
    expect(again?.identities[0]).toBe(first?.identities[0])
    expect(later?.identities[0]).not.toBe(first?.identities[0])
  })

  it('without a channel is nothing', async () => {
    expect(await receive({ type: 'channel_archive' })).toEqual([])
  })
})

describe('a mention of the app', () => {
  it.each([
    ['<@U0BOT> Hello', 'Hello'],
    ['Hello <@U0BOT>', 'Hello'],
    ['<@U0BOT>: Hello there', 'Hello there'],
    ['Hello <@U0BOT> there', 'Hello there'],
    ['<@U0BOT>', ''],
  ])('%s reads %s', async (text, words) => {
    const [event] = await receive(humanMessage({ text, blocks: undefined }))
    expect(event).toMatchObject({ type: 'message', text: words, mentionsApp: true })
  })
})
