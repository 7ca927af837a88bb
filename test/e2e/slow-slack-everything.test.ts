import type { SuggestionSource } from '@threadline/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actionNames } from '../../packages/adapter-slack/src/blocks/action-id.js'
import { formNames } from '../../packages/adapter-slack/src/blocks/render-form.js'
import { callbackIds } from '../../packages/adapter-slack/src/webhook/shortcut.js'
import { answered } from './support/answered.js'
import { atDesk } from './support/at-desk.js'
import type { TestDesk } from './support/desk.js'
import { messageEnvelope, postAsSlack } from './support/signed.js'
import { buttons } from './support/shown.js'

/** Everything a field can take its suggestions from: one that is missing does not compile. */
const sources: Readonly<Record<SuggestionSource, true>> = {
  recipient: true,
  tag: true,
  contact: true,
  zone: true,
  template: true,
}

type Payload = Readonly<Record<string, unknown>>

const at = atDesk()
let desk: TestDesk
let conversationId: string
let known: string
let root: string
beforeEach(async () => {
  desk = at.desk()
  known = desk.member('Ana')
  await at.text('Hi')
  // One of the buttons takes it away.
  root = at.root()
  await at.say('Hello', root)
  const assign = buttons(at.thread(root)[0]!).find(({ action_id: id }) => id === 'threadline:assign')
  conversationId = String(assign?.['value'])
  desk.sandbox.slack.slow({ ms: 2_500, time: 'clock' })
})

// The desk waits for the calls it has begun, and they for the clock.
afterEach(() => desk.clock.advance(60_000))

/** Somebody of whom nobody has asked yet who they are. */
const stranger = (): string => desk.sandbox.slack.addMember({ name: 'Somebody' }).id

/** Posts it, and says how long it took until Slack had its answer, in milliseconds. */
async function acknowledgedAfter(fields: Payload): Promise<number> {
  const { teamId } = desk.sandbox.slack.identity
  const { clock } = desk
  const common = { team: { id: teamId, domain: 'sandbox' }, trigger_id: `1.${clock.now().getTime()}`, token: 'none' }
  const body = new URLSearchParams({ payload: JSON.stringify({ ...common, ...fields }) }).toString()
  return tookMs(postAsSlack(desk, body, { contentType: 'application/x-www-form-urlencoded' }))
}

async function tookMs(posting: Promise<Response>): Promise<number> {
  const { afterMs, answer } = await answered(desk, posting)
  expect(answer.status).toBe(200)
  await answer.arrayBuffer()
  return afterMs
}

const user = (id: string) => ({ id, team_id: desk.sandbox.slack.identity.teamId })
const post = () => ({ type: 'message', channel_id: at.channelId(), message_ts: root })

describe.each(['somebody known', 'a stranger'])('every way in is answered in three seconds to %s', (who) => {
  const person = () => (who === 'a stranger' ? stranger() : known)

  it('every button', async () => {
    for (const action of actionNames) {
      const fields = { type: 'block_actions', channel: { id: at.channelId() }, container: post() }
      const actions = [{ type: 'button', action_id: `threadline:${action}`, value: conversationId, action_ts: '1.1' }]
      expect(await acknowledgedAfter({ ...fields, user: user(person()), actions }), action).toBeLessThan(3_000)
    }
  })

  it('every form', async () => {
    for (const form of formNames) {
      const view = {
        id: 'V1',
        type: 'modal',
        callback_id: `threadline:${form}`,
        private_metadata: JSON.stringify({ subject: conversationId }),
        blocks: [{ type: 'input', block_id: 'text' }],
        state: { values: { text: { text: { type: 'plain_text_input', value: 'Hello' } } } },
      }
      expect(await acknowledgedAfter({ type: 'view_submission', user: user(person()), view }), form).toBeLessThan(3_000)
    }
  })

  it.each(Object.keys(sources))('suggestions of %s', async (source) => {
    const fields = { type: 'block_suggestion', action_id: `suggest:${source}`, block_id: 'to', value: 'a' }
    const view = { id: 'V1', callback_id: 'threadline:send-text' }
    expect(await acknowledgedAfter({ ...fields, user: user(person()), view })).toBeLessThan(3_000)
  })

  it.each(['', '4155550123 Hello', 'help', 'inbox'])('/sms %s', async (text) => {
    const { teamId } = desk.sandbox.slack.identity
    const fields = { command: '/sms', text, team_id: teamId, user_id: person(), channel_id: at.channelId() }
    const body = new URLSearchParams({ ...fields, trigger_id: '1.1' }).toString()
    const posting = postAsSlack(desk, body, { contentType: 'application/x-www-form-urlencoded' })
    expect(await tookMs(posting)).toBeLessThan(3_000)
  })

  it.each(Object.entries(callbackIds))('the entry of a menu: %s', async (type, callback_id) => {
    const message = { type: 'message', ts: root, text: 'Hi' }
    const fields = { type, callback_id, channel: { id: at.channelId() }, message, message_ts: root }
    expect(await acknowledgedAfter({ ...fields, user: user(person()) })).toBeLessThan(3_000)
  })

  it('opening the home page', async () => {
    const event = { type: 'app_home_opened', user: person(), channel: 'D1', tab: 'home', event_ts: '1.1' }
    expect(await tookMs(postAsSlack(desk, messageEnvelope(desk, event, 'Ev1')))).toBeLessThan(3_000)
  })
})
