import type { ChatEvent } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { testAdapter, testNow, workspaceId } from '../support/adapter.js'
import { blockActions, blockSuggestion, clicked, viewSubmission } from '../support/payloads.js'
import { interactionRequest, type SignedRequestOptions } from '../support/signed-request.js'

const adapter = testAdapter({ now: () => testNow })

async function receive(payload: unknown, options: SignedRequestOptions = {}): Promise<readonly ChatEvent[]> {
  return (await adapter.receive(interactionRequest(payload, options))).events
}

describe('clicks', () => {
  it('a click comes out whole', async () => {
    expect(await receive(blockActions([clicked('hide', 'conversation-1')]))).toEqual([
      {
        type: 'action',
        workspaceId,
        identities: [
          'action:C0SUPPORT:1772618500.000300:U0ANNA:threadline:hide:1772618501.123456',
          'trigger:13345224609.738474920.8088930838d88f008e0:threadline:hide',
        ],
        action: 'hide',
        subject: 'conversation-1',
        post: { channelId: 'C0SUPPORT', messageId: '1772618500.000300' },
        author: { type: 'member', id: 'U0ANNA' },
        trigger: '13345224609.738474920.8088930838d88f008e0',
      },
    ])
  })

  it('each action of a request is one event; those of other apps are none', async () => {
    const events = await receive(blockActions([clicked('hide', 'c1'), { action_id: 'vote' }, clicked('leave', 'm1')]))
    expect(events.map((event) => event.type === 'action' && event.action)).toEqual(['hide', 'leave'])
    const [first, second] = events
    expect(first?.identities.filter((identity) => second?.identities.includes(identity))).toEqual([])
  })

  it('a link button and one without a subject are events too', async () => {
    const link = { ...clicked('open-thread', 'c1'), url: 'https://acme.slack.com/archives/C0SUPPORT/p1' }
    expect(await receive(blockActions([link]))).toMatchObject([{ action: 'open-thread' }])
    expect(await receive(blockActions([clicked('send-text')]))).toMatchObject([{ action: 'send-text', subject: '' }])
  })

  it('a click in a view has no post', async () => {
    const container = { type: 'view', view_id: 'V1' }
    const payload = blockActions([clicked('send-text')], { container, channel: undefined, message: undefined })
    const [event] = await receive(payload)
    expect(event).not.toHaveProperty('post')
  })

  it('two clicks on one button are two', async () => {
    const [one] = await receive(blockActions([clicked('hide', 'c1')]))
    const later = { ...clicked('hide', 'c1'), action_ts: '1772618502.000000' }
    const [two] = await receive(blockActions([later], { trigger_id: '2.2.2' }))
    expect(one?.identities.filter((identity) => two?.identities.includes(identity))).toEqual([])
  })
})

describe('who clicks', () => {
  const user = { id: 'U0ANNA', team_id: 'T0THEIRS' }

  it.each([
    ['a person of another organisation', { user }, 'external'],
    [
      'a person of our Enterprise organisation',
      { user: { ...user, team_id: 'E0ORG' }, enterprise: { id: 'E0ORG' } },
      'member',
    ],
    ['a person without a team', { user: { id: 'U0ANNA' } }, 'member'],
  ])('%s', async (_, fields, type) => {
    expect(await receive(blockActions([clicked('hide', 'c1')], fields))).toMatchObject([{ author: { type } }])
  })

  it('an outsider who submits or searches is one as well', async () => {
    expect(await receive(viewSubmission({}, { user }))).toMatchObject([{ author: { type: 'external' } }])
    expect(
      await receive(
        blockSuggestion('a', {
          user,
          view: { callback_id: 'threadline:send-text', app_installed_team_id: workspaceId },
        }),
      ),
    ).toMatchObject([{ workspaceId, author: { type: 'external' } }])
  })

  it('an organisation-wide installation names no team: the member does', async () => {
    const payload = blockActions([clicked('hide', 'c1')], { team: null, enterprise: { id: 'E0ORG' } })
    expect(await receive(payload)).toMatchObject([{ workspaceId, author: { type: 'member' } }])
  })
})

describe('forms', () => {
  it('a form comes out with what was typed and chosen', async () => {
    const values = {
      to: { to: { type: 'external_select', selected_option: { value: 'number:+14155550123', text: {} } } },
      text: { text: { type: 'plain_text_input', value: 'Hi *you*\n<3' } },
      line: { line: { type: 'static_select', selected_option: { value: 'support', text: {} } } },
    }
    expect(await receive(viewSubmission(values))).toEqual([
      {
        type: 'form',
        formId: 'V0FORM',
        workspaceId,
        identities: ['view:V0FORM'],
        form: 'send-text',
        subject: '',
        values: { to: 'number:+14155550123', text: 'Hi *you*\n<3', line: 'support' },
        author: { type: 'member', id: 'U0ANNA' },
      },
    ])
  })

  it('a field that is empty, or missing, has no value', async () => {
    const values = {
      to: { to: { type: 'external_select', selected_option: null } },
      text: { text: { type: 'plain_text_input', value: null } },
    }
    expect(await receive(viewSubmission(values))).toMatchObject([{ values: {} }])
    expect(await receive(viewSubmission({}))).toMatchObject([{ values: {} }])
  })
})

describe('suggestions', () => {
  it('what is typed is the query, and asking again later is no duplicate', async () => {
    const [first] = await receive(blockSuggestion('415 555'))
    expect(first).toMatchObject({ type: 'suggest', source: 'recipient', query: '415 555', author: { id: 'U0ANNA' } })
    const timestamp = String(testNow.getTime() / 1000 + 1)
    const [second] = await receive(blockSuggestion('415 555'), { timestamp })
    expect(second?.identities).not.toEqual(first?.identities)
  })

  it('opening the field asks with an empty query', async () => {
    expect(await receive(blockSuggestion(''))).toMatchObject([{ query: '' }])
  })
})
