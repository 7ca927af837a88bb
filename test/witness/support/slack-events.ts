import { randomUUID } from 'node:crypto'
import type { SlackMessage } from './emulated-slack.js'
import { postSigned, type WebhookSource } from './slack-webhook.js'

/** A message that was written, with the root of the thread it was written in. */
export interface WrittenMessage {
  readonly message: SlackMessage
  readonly root?: SlackMessage
}

/** The two events by which Slack tells of one message; the second one comes when the app is mentioned. */
export type MessageEventType = 'message' | 'app_mention'

/** The event of a message. What the emulated Slack does not say of its messages is added as Slack says it. */
export function messageEvent({ message, root }: WrittenMessage, type: MessageEventType, source: WebhookSource): object {
  return {
    ...message,
    type,
    channel: source.channelId,
    ...(type === 'message' && { channel_type: 'channel' }),
    team: source.teamId,
    event_ts: message.ts,
    ...(root && { parent_user_id: root.user }),
  }
}

/** The event of a message whose words were changed. */
export function editEvent(message: SlackMessage, before: SlackMessage, { channelId }: WebhookSource): object {
  const ts = message.edited?.ts ?? message.ts
  return {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: channelId,
    channel_type: 'channel',
    ts,
    event_ts: ts,
    message: { type: 'message', ...message },
    previous_message: { type: 'message', ...before },
  }
}

/** Posts an event in its envelope. Returns the status of the answer. */
export function deliverEvent(event: object, source: WebhookSource): Promise<number> {
  return postSigned(source, 'application/json', JSON.stringify(envelope(event, source)))
}

function envelope(event: object, { botUserId, now, teamId }: WebhookSource): object {
  return {
    type: 'event_callback',
    team_id: teamId,
    api_app_id: 'A0WITNESS01',
    event_id: `Ev${randomUUID().replaceAll('-', '')}`,
    event_time: Math.floor(now().getTime() / 1000),
    is_ext_shared_channel: false,
    authorizations: [
      { enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false },
    ],
    event,
  }
}
