import type { ServerResponse } from 'node:http'
import type { ChatFailureCategory } from '@threadline/core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { botToken, noticePost, signingSecret, testAdapter } from '../support/adapter.js'
import { json, startLoopbackSlack, type Answer, type LoopbackSlack } from '../support/loopback-slack.js'

let slack: LoopbackSlack
beforeAll(async () => void (slack = await startLoopbackSlack()))
beforeEach(() => void (slack.calls.length = 0))
afterAll(() => slack.stop())

/** Posts once against this answer, with an adapter of its own so that no gate is closed. */
async function postAgainst(answer: Answer, timeoutMs = 10_000) {
  slack.on('chat.postMessage', answer)
  const outcome = await testAdapter({ apiUrl: slack.apiUrl, timeoutMs }).post('T0HOME', noticePost('p1'))
  expect(slack.calls).toHaveLength(1)
  expect(JSON.stringify(outcome)).not.toContain(botToken)
  expect(JSON.stringify(outcome)).not.toContain(signingSecret)
  return outcome
}

const html = (status: number) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'text/html' })
  response.end(`<html><body>We are down. Authorization: ${botToken}</body></html>`)
}

describe('nobody knows what happened, and nothing is repeated', () => {
  const answers: readonly [string, Answer][] = [
    ['500', html(500)],
    ['502 with JSON', json(502, { ok: false, error: 'channel_not_found' })],
    ['503', html(503)],
    ['403 of a proxy', html(403)],
    ['a maintenance page with 200', html(200)],
    ['half an answer', (response) => response.end('{"ok": tr')],
    ['an empty answer', (response) => response.end()],
    ['JSON null', (response) => response.end('null')],
    ['an answer that is neither yes nor no', json(200, { channel: 'C0SUPPORT', ts: '1.2' })],
    ['a yes that does not say where', json(200, { ok: true })],
    ['a refusal that is a sentence', json(200, { ok: false, error: 'Something went wrong' })],
    ['a redirect', json(302, {}, { location: 'http://127.0.0.1:9/' })],
    ['a reset', (response) => void response.socket?.destroy()],
    [
      'a reset in the middle',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('{"ok": true,', () => void response.socket?.destroy())
      },
    ],
    ['internal_error', { ok: false, error: 'internal_error' }],
    ['fatal_error', { ok: false, error: 'fatal_error' }],
    ['service_unavailable', { ok: false, error: 'service_unavailable' }],
    ['request_timeout', { ok: false, error: 'request_timeout' }],
  ]
  it.each(answers)('%s', async (_, answer) => {
    expect(await postAgainst(answer)).toMatchObject({ type: 'unknown', failure: { category: 'platform-down' } })
  })

  it('silence', async () => {
    expect(await postAgainst(() => {}, 200)).toMatchObject({ type: 'unknown' })
  })

  it('headers, then silence', async () => {
    const outcome = await postAgainst((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.flushHeaders()
    }, 200)
    expect(outcome).toMatchObject({ type: 'unknown' })
  })
})

describe('it definitely did not happen', () => {
  const fiveMinutes = 300_000
  const rows: readonly [string, ChatFailureCategory, number | undefined][] = [
    ['ratelimited', 'rate-limited', 30_000],
    ['rate_limited', 'rate-limited', 30_000],
    ['invalid_auth', 'auth', fiveMinutes],
    ['not_authed', 'auth', fiveMinutes],
    ['token_revoked', 'auth', fiveMinutes],
    ['token_expired', 'auth', fiveMinutes],
    ['account_inactive', 'auth', fiveMinutes],
    ['ekm_access_denied', 'auth', fiveMinutes],
    ['missing_scope', 'missing-scope', fiveMinutes],
    ['not_in_channel', 'not-in-place', fiveMinutes],
    ['name_taken', 'name-taken', undefined],
    ['invalid_name_specials', 'invalid-name', undefined],
    ['restricted_action', 'not-permitted', fiveMinutes],
    ['restricted_action_thread_locked', 'not-permitted', fiveMinutes],
    ['message_limit_exceeded', 'not-permitted', fiveMinutes],
    ['channel_not_found', 'place-missing', fiveMinutes],
    ['is_archived', 'archived', fiveMinutes],
    ['team_added_to_org', 'platform-down', fiveMinutes],
    ['thread_not_found', 'thread-missing', undefined],
    ['message_not_found', 'message-missing', undefined],
    ['duplicate_message_not_found', 'message-missing', undefined],
    ['invalid_blocks', 'invalid-content', undefined],
    ['msg_too_long', 'invalid-content', undefined],
    ['msg_blocks_too_long', 'invalid-content', undefined],
    ['no_text', 'invalid-content', undefined],
    ['metadata_too_large', 'invalid-content', undefined],
    ['expired_trigger_id', 'trigger-expired', undefined],
    ['exchanged_trigger_id', 'trigger-expired', undefined],
    ['hash_conflict', 'trigger-expired', undefined],
    ['not_found', 'trigger-expired', undefined],
    ['push_limit_reached', 'trigger-expired', undefined],
    ['view_too_large', 'invalid-content', undefined],
    ['invalid_trigger_id', 'trigger-expired', undefined],
    ['is_inactive', 'archived', fiveMinutes],
    ['no_permission', 'not-in-place', fiveMinutes],
    ['user_is_restricted', 'not-permitted', fiveMinutes],
    ['restricted_action_read_only_channel', 'not-permitted', fiveMinutes],
    ['restricted_action_thread_only_channel', 'not-permitted', fiveMinutes],
    ['restricted_action_non_threadable_channel', 'not-permitted', fiveMinutes],
    ['cannot_create_channel', 'not-permitted', fiveMinutes],
    ['not_authorized', 'not-permitted', fiveMinutes],
    ['posting_to_channel_denied', 'not-permitted', fiveMinutes],
    ['team_access_not_granted', 'auth', fiveMinutes],
    ['access_denied', 'auth', fiveMinutes],
    ['org_login_required', 'auth', fiveMinutes],
    ['team_not_found', 'auth', fiveMinutes],
    ['invalid_name', 'invalid-name', undefined],
    ['invalid_name_maxlength', 'invalid-name', undefined],
    ['invalid_name_punctuation', 'invalid-name', undefined],
    ['invalid_name_required', 'invalid-name', undefined],
    ['cant_update_message', 'message-missing', undefined],
    ['cant_invite', 'not-permitted', undefined],
    ['ura_max_channels', 'not-permitted', undefined],
    ['org_user_not_in_team', 'not-permitted', undefined],
    ['invitee_cant_see_channel', 'not-permitted', undefined],
    ['no_external_invite_permission', 'not-permitted', undefined],
    ['cant_archive_general', 'other', undefined],
    ['too_many_reactions', 'other', undefined],
    ['file_uploads_disabled', 'not-permitted', undefined],
    ['file_uploads_except_images_disabled', 'not-permitted', undefined],
    ['file_type_not_allowed', 'not-permitted', undefined],
    ['slack_connect_blocked_file_type', 'not-permitted', undefined],
    ['storage_limit_reached', 'not-permitted', fiveMinutes],
    ['user_not_found', 'other', undefined],
    ['too_long', 'invalid-content', undefined],
    ['a_code_of_next_year', 'other', undefined],
  ]
  it.each(rows)('%s is %s', async (code, category, retryAfterMs) => {
    const outcome = await postAgainst({ ok: false, error: code })
    const failure = { category, detail: expect.any(String) }
    expect(outcome).toMatchObject({ type: 'refused', retryable: retryAfterMs !== undefined, failure })
    expect(outcome.type === 'refused' && outcome.retryAfterMs).toBe(retryAfterMs)
    const isUnheardOf = code === 'a_code_of_next_year'
    expect(outcome.type === 'refused' && outcome.failure.detail === 'Slack refused the call.').toBe(isUnheardOf)
    if (category !== 'rate-limited') expect(outcome).toMatchObject({ failure: { code } })
  })

  it.each([
    ['429 with Retry-After', json(429, { ok: false }, { 'retry-after': '7' }), 7000],
    ['429 without', json(429, { ok: false, error: 'ratelimited' }), 30_000],
    ['429 with a date', json(429, {}, { 'retry-after': 'Wed, 04 Mar 2026 10:00:30 GMT' }), 30_000],
    ['ok: false with Retry-After', json(200, { ok: false, error: 'ratelimited' }, { 'retry-after': '9' }), 9000],
  ])('%s', async (_, answer, retryAfterMs) => {
    expect(await postAgainst(answer)).toMatchObject({
      type: 'refused',
      retryable: true,
      retryAfterMs,
      failure: { category: 'rate-limited' },
    })
  })

  it('nobody listens', async () => {
    const gone = await startLoopbackSlack()
    await gone.stop()
    const outcome = await testAdapter({ apiUrl: gone.apiUrl }).post('T0HOME', noticePost('p1'))
    expect(outcome).toMatchObject({
      type: 'refused',
      retryable: true,
      failure: { category: 'platform-down', code: 'ECONNREFUSED' },
    })
  })

  it('the connection ends before it is encrypted', async () => {
    const apiUrl = slack.apiUrl.replace('http:', 'https:')
    const outcome = await testAdapter({ apiUrl }).post('T0HOME', noticePost('p1'))
    expect(outcome).toMatchObject({ type: 'refused', retryable: true, failure: { category: 'platform-down' } })
    expect(slack.calls).toHaveLength(0)
  })

  it('there is no such host', async () => {
    const outcome = await testAdapter({ apiUrl: 'http://slack.invalid/api/' }).post('T0HOME', noticePost('p1'))
    expect(outcome).toMatchObject({ type: 'refused', retryable: true, failure: { category: 'platform-down' } })
  })
})

describe('the detail tells an admin what to do', () => {
  it.each([
    ['not_in_channel', {}, '/invite @app'],
    ['channel_not_found', {}, '/invite @app'],
    ['missing_scope', { needed: 'reactions:write', provided: 'chat:write' }, 'reactions:write'],
    ['invalid_auth', {}, 'reinstall'],
    ['is_archived', {}, 'unarchive'],
  ])('%s', async (error, more, words) => {
    const outcome = await postAgainst({ ok: false, error, ...more })
    expect(outcome.type !== 'done' && outcome.failure.detail).toContain(words)
  })

  it('and where blocks are wrong, but never what is in them', async () => {
    const messages = ['[ERROR] "Meet me at 5" is too long [json-pointer:/blocks/0/text]']
    const outcome = await postAgainst({ ok: false, error: 'invalid_blocks', response_metadata: { messages } })
    expect(outcome.type !== 'done' && outcome.failure.detail).toContain('/blocks/0/text')
    expect(JSON.stringify(outcome)).not.toContain('Meet me')
  })
})
