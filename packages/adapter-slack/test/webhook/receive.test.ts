import type { Logger } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { testAdapter, testNow, workspaceId } from '../support/adapter.js'
import { callback, blockSuggestion, humanMessage, viewSubmission } from '../support/payloads.js'
import { eventRequest, interactionRequest, signedRequest } from '../support/signed-request.js'

const adapter = testAdapter({ now: () => testNow })
const form = 'application/x-www-form-urlencoded'

describe('what is no event of ours is acknowledged', () => {
  it('the challenge of a new webhook comes back, once it is verified', async () => {
    const payload = { type: 'url_verification', challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P' }
    const received = await adapter.receive(eventRequest(payload))
    expect(received.events).toEqual([])
    const response = received.respond()
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(payload.challenge)
    await expect(adapter.receive(eventRequest(payload, { secret: 'other' }))).rejects.toMatchObject({
      code: 'webhook.bad_signature',
    })
  })

  it.each([
    ['an event type of next year', eventRequest(callback({ type: 'agent_dreamed', channel: 'C0SUPPORT' }))],
    ['a reaction', eventRequest(callback({ type: 'reaction_added', user: 'U0ANNA', reaction: 'x' }))],
    ['an envelope type of next year', eventRequest({ type: 'event_batch', team_id: workspaceId })],
    ['an event that names no workspace', eventRequest({ type: 'event_callback', event: humanMessage() })],
    ['a message without a channel', eventRequest(callback(humanMessage({ channel: undefined })))],
    ['the warning that events are held back', eventRequest({ type: 'app_rate_limited', team_id: workspaceId })],
    ['an ssl check', signedRequest('ssl_check=1&token=x', { contentType: form })],
    ['a slash command typed nowhere', signedRequest('command=%2Fsms&text=hi&team_id=T0HOME', { contentType: form })],
    ['a closed view', interactionRequest({ type: 'view_closed', team: { id: workspaceId } })],
    ['a form of another app', interactionRequest(viewSubmission({}, { view: { id: 'V1', callback_id: 'poll' } }))],
    ['a field of another view', interactionRequest(blockSuggestion('a', { view: { id: 'V1', callback_id: 'poll' } }))],
  ])('%s', async (_, request) => {
    const received = await adapter.receive(request)
    expect(received.events).toEqual([])
    expect(received.respond().status).toBe(200)
  })

  it('an event of another workspace than the one configured, with a warning', async () => {
    const warnings: unknown[] = []
    const logger: Logger = { debug() {}, info() {}, error() {}, warn: (fields) => void warnings.push(fields) }
    const strict = testAdapter({ now: () => testNow, workspaceId: 'T0OTHER', logger })
    expect((await strict.receive(eventRequest(callback(humanMessage())))).events).toEqual([])
    expect(warnings).toEqual([{ workspaceId, expected: 'T0OTHER' }])
  })
})

describe('what cannot be read is refused', () => {
  it.each([
    ['text', 'webhook.unsupported_media_type', 415, signedRequest('hi', { contentType: 'text/plain' })],
    ['no type', 'webhook.unsupported_media_type', 415, signedRequest('{}', { contentType: '' })],
    ['broken JSON', 'webhook.malformed', 400, signedRequest('{"type":')],
    ['a JSON list', 'webhook.malformed', 400, signedRequest('[]')],
    ['JSON null', 'webhook.malformed', 400, signedRequest('null')],
    ['nothing', 'webhook.malformed', 400, signedRequest('')],
    ['bytes that are no UTF-8', 'webhook.malformed', 400, signedRequest(new Uint8Array([0x7b, 0xff, 0x7d]))],
    ['a broken payload', 'webhook.malformed', 400, signedRequest('payload=%7B', { contentType: form })],
  ])('%s', async (_, code, status, request) => {
    await expect(adapter.receive(request)).rejects.toMatchObject({ code, status })
  })
})

describe('what a flow answers', () => {
  const values = { to: { to: { type: 'external_select', selected_option: null } } }

  it('errors go to the fields of the form', async () => {
    const received = await adapter.receive(interactionRequest(viewSubmission(values)))
    const response = received.respond({ type: 'form-errors', errors: { to: 'Who?', text: 'What?' } })
    expect(response.headers.get('content-type')).toContain('application/json')
    expect(await response.json()).toEqual({ response_action: 'errors', errors: { to: 'Who?', text: 'What?' } })
  })

  it('an error of a field the form does not show goes to its first field, since Slack would refuse it', async () => {
    const received = await adapter.receive(interactionRequest(viewSubmission(values)))
    const response = received.respond({ type: 'form-errors', errors: { to: 'Who?', line: 'Which line?' } })
    expect(await response.json()).toEqual({ response_action: 'errors', errors: { to: 'Who? Which line?' } })
  })

  it('a form that goes takes those under it along', async () => {
    const received = await adapter.receive(interactionRequest(viewSubmission(values)))
    expect(await received.respond({ type: 'close-all' }).json()).toEqual({ response_action: 'clear' })
  })

  it('suggestions are groups of options', async () => {
    const received = await adapter.receive(interactionRequest(blockSuggestion('415')))
    const suggestions = [{ group: 'number', label: 'Text +1 415 555 0123', value: 'number:+14155550123' }] as const
    const body = JSON.stringify(await received.respond({ type: 'suggestions', suggestions }).json())
    expect(JSON.parse(body)).toHaveProperty('option_groups')
    expect(body).toContain('number:+14155550123')
  })

  it('a field without suggestions gets an empty list, and a form without errors closes', async () => {
    const field = await adapter.receive(interactionRequest(blockSuggestion('')))
    expect(await field.respond().json()).toEqual({ options: [] })
    const submitted = await adapter.receive(interactionRequest(viewSubmission(values)))
    expect(await submitted.respond().text()).toBe('')
  })
})
