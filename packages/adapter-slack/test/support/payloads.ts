import { botUserId, workspaceId } from './adapter.js'

type Fields = Readonly<Record<string, unknown>>

/** An event in its wrapping, as the Events API sends it. */
export function callback(event: Fields, envelope: Fields = {}): Fields {
  return {
    token: 'deprecated',
    team_id: workspaceId,
    context_team_id: workspaceId,
    context_enterprise_id: null,
    api_app_id: 'A0APP',
    event,
    type: 'event_callback',
    event_id: 'Ev0001',
    event_time: 1772618400,
    authorizations: [
      { enterprise_id: null, team_id: workspaceId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: '4-eyJldCI6Im1lc3NhZ2UifQ',
    ...envelope,
  }
}

/** What a person types in a public channel. */
export function humanMessage(fields: Fields = {}): Fields {
  return {
    type: 'message',
    user: 'U0ANNA',
    ts: '1772618400.000200',
    client_msg_id: '3f1c6bd2-0000-4000-8000-000000000001',
    text: 'On our way!',
    team: workspaceId,
    channel: 'C0SUPPORT',
    event_ts: '1772618400.000200',
    channel_type: 'channel',
    ...fields,
  }
}

/** A reply in a thread that the app began. */
export function threadReply(fields: Fields = {}): Fields {
  return humanMessage({ thread_ts: '1772618300.000100', parent_user_id: botUserId, ...fields })
}

const member = { id: 'U0ANNA', username: 'anna', name: 'anna', team_id: workspaceId }
const team = { id: workspaceId, domain: 'acme' }

/** A click on a button of a message. */
export function blockActions(actions: readonly Fields[], fields: Fields = {}): Fields {
  return {
    type: 'block_actions',
    user: member,
    api_app_id: 'A0APP',
    token: 'deprecated',
    container: { type: 'message', message_ts: '1772618500.000300', channel_id: 'C0SUPPORT', is_ephemeral: false },
    trigger_id: '13345224609.738474920.8088930838d88f008e0',
    team,
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: 'C0SUPPORT', name: 'privategroup' },
    message: { type: 'message', user: botUserId, ts: '1772618500.000300', text: 'card' },
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T0HOME/1/x',
    actions,
    ...fields,
  }
}

/** A button of ours that was clicked. */
export function clicked(name: string, value?: string): Fields {
  return {
    type: 'button',
    action_id: `threadline:${name}`,
    block_id: 'b1',
    text: { type: 'plain_text', text: 'Hide', emoji: true },
    ...(value === undefined ? {} : { value }),
    action_ts: '1772618501.123456',
  }
}

/** The Send text form, submitted. */
export function viewSubmission(values: Fields, fields: Fields = {}): Fields {
  return {
    type: 'view_submission',
    team,
    user: member,
    api_app_id: 'A0APP',
    trigger_id: '156772938.1827394',
    view: {
      id: 'V0FORM',
      team_id: workspaceId,
      app_installed_team_id: workspaceId,
      type: 'modal',
      callback_id: 'threadline:send-text',
      private_metadata: '',
      hash: '156663117.cd33ad1f',
      blocks: [
        { type: 'input', block_id: 'to' },
        { type: 'input', block_id: 'text' },
      ],
      state: { values },
    },
    response_urls: [],
    ...fields,
  }
}

/** Somebody types in the To field. */
export function blockSuggestion(value: string, fields: Fields = {}): Fields {
  return {
    type: 'block_suggestion',
    user: member,
    container: { type: 'view', view_id: 'V0FORM' },
    api_app_id: 'A0APP',
    action_id: 'suggest:recipient',
    block_id: 'to',
    value,
    team,
    view: { id: 'V0FORM', callback_id: 'threadline:send-text', app_installed_team_id: workspaceId },
    ...fields,
  }
}
