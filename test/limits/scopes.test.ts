import { fakeClock } from '@threadline/core/testing'
import { createFaults, createSlackWorkspace, createWebhookSender } from '@threadline/sandbox'
import { describe, expect, it } from 'vitest'
import {
  scopesOfEvents,
  scopesOfMethods,
  slackScopes,
  type SlackMethod,
} from '../../packages/adapter-slack/src/rights.js'

/** A call as the adapter makes it. */
type Args = Readonly<Record<string, string>>

const inPublic = { channel: 'open' }
const inPrivate = { channel: 'closed' }
const shown = { text: 'Hi', username: 'Maria', icon_emoji: ':speech_balloon:' }

/** The calls that the adapter makes of each method. One without any does not compile. */
const calls: Readonly<Record<SlackMethod, readonly [Args, ...Args[]]>> = {
  'auth.test': [{}],
  'chat.delete': [{ ...inPublic, ts: '1.1' }],
  'chat.postEphemeral': [{ ...inPublic, text: 'Hi', user: 'U1' }],
  'chat.postMessage': [{ ...inPublic, ...shown }],
  'chat.update': [{ ...inPublic, ts: '1.1', text: 'Hi' }],
  'conversations.archive': [inPublic, inPrivate],
  'conversations.create': [{ name: 'sms-maria' }, { name: 'sms-ben', is_private: 'true' }],
  'conversations.history': [inPublic, inPrivate, { channel: 'direct' }],
  'conversations.info': [inPublic, inPrivate],
  'conversations.invite': [
    { ...inPublic, users: 'U1' },
    { ...inPrivate, users: 'U1' },
  ],
  'conversations.list': [{ types: 'public_channel,private_channel' }],
  'conversations.open': [{ users: 'U1' }],
  'conversations.replies': [
    { ...inPublic, ts: '1.1' },
    { ...inPrivate, ts: '1.1' },
  ],
  'conversations.setTopic': [
    { ...inPublic, topic: 'Maria' },
    { ...inPrivate, topic: 'Maria' },
  ],
  'files.completeUploadExternal': [{ files: '[{"id":"F1"}]' }],
  'files.getUploadURLExternal': [{ filename: 'a.png', length: '1' }],
  'files.info': [{ file: 'F1' }],
  'reactions.add': [{ ...inPublic, timestamp: '1.1', name: 'x' }],
  'users.info': [{ user: 'U1' }],
  'views.open': [{ trigger_id: '1', view: '{}' }],
  'views.publish': [{ user_id: 'U1', view: '{}' }],
  'views.push': [{ trigger_id: '1', view: '{}' }],
  'views.update': [{ view_id: 'V1', view: '{}' }],
}

/** What a workspace of this app's scopes answers to all calls of a method. */
async function refusals(method: SlackMethod, scopes: readonly string[]): Promise<readonly string[]> {
  const clock = fakeClock()
  const sender = createWebhookSender({ clock, random: Math.random })
  const slack = createSlackWorkspace({ clock, faults: createFaults(Math.random), sender, scopes })
  const { id: person } = slack.addMember({ name: 'Ana' })
  const open = slack.addChannel({ name: 'open' })
  const closed = slack.addChannel({ name: 'closed', isPrivate: true })
  // Whoever opens the home page has direct messages with the app.
  slack.openHome(person)
  const direct = slack.channels().find(({ kind }) => kind === 'im')?.id ?? ''
  const ids: Readonly<Record<string, string>> = { open: open.id, closed: closed.id, direct, U1: person }
  const answers = calls[method].map(async (args) => {
    const body = new URLSearchParams(Object.entries(args).map(([key, value]) => [key, ids[value] ?? value]))
    const headers = { authorization: `Bearer ${slack.identity.botToken}` }
    const request = new Request(`http://slack.invalid/api/${method}`, { method: 'POST', headers, body })
    const reply = await slack.fetch(request)
    const { error, needed } = (await (reply as Response).json()) as { error?: string; needed?: string }
    return error === 'missing_scope' ? [String(needed)] : []
  })
  const refused = (await Promise.all(answers)).flat()
  slack.stop()
  return refused
}

const methods = Object.keys(scopesOfMethods) as readonly SlackMethod[]

describe('the scopes of the table are those that a workspace wants', () => {
  it.each(methods)('%s takes what the table says', async (method) => {
    expect(await refusals(method, scopesOfMethods[method])).toEqual([])
  })

  it.each(methods.flatMap((method) => scopesOfMethods[method].map((scope) => [method, scope] as const)))(
    '%s is refused without %s',
    async (method, scope) => {
      const others = slackScopes.filter((one) => one !== scope)
      expect((await refusals(method, others)).join(' ')).toContain(scope)
    },
  )
})

it('the manifest asks for no scope that nothing takes', () => {
  const taken = new Set<string>([...Object.values(scopesOfMethods), ...Object.values(scopesOfEvents)].flat())
  expect(slackScopes.filter((scope) => !taken.has(scope))).toEqual(['commands'])
})
