import type { SlackMessage } from './emulated-slack.js'
import { postSigned, type WebhookSource } from './slack-webhook.js'

/** A form as the emulated Slack opened it. */
export interface SlackView {
  readonly id: string
  readonly callback_id: string
  readonly private_metadata: string
  readonly title: { readonly text: string }
  readonly blocks: readonly {
    readonly block_id: string
    readonly label?: { readonly text: string }
    readonly element?: { readonly type: string; readonly action_id: string }
  }[]
}

/** A click on the button of a message that bears this label. @throws Error when the message has no such button */
export function clickPayload(
  message: SlackMessage,
  label: string,
  by: { readonly user: string; readonly trigger: string },
  { channelId, now, teamId }: WebhookSource,
): object {
  const button = buttonsIn(message.blocks ?? []).find(({ text }) => text.text === label)
  if (!button) throw new Error(`The message has no button “${label}”.`)
  const container = { type: 'message', message_ts: message.ts, channel_id: channelId, is_ephemeral: false }
  return {
    type: 'block_actions',
    user: { id: by.user, team_id: teamId },
    team: { id: teamId },
    channel: { id: channelId },
    container: { ...container, ...(message.thread_ts && { thread_ts: message.thread_ts }) },
    message: { type: 'message', ...message },
    trigger_id: by.trigger,
    actions: [{ ...button, action_ts: (now().getTime() / 1000).toFixed(6) }],
  }
}

/** A form that was filled in, each input by its label. */
export function submissionPayload(
  view: SlackView,
  filled: Readonly<Record<string, string>>,
  user: string,
  { teamId }: WebhookSource,
): object {
  // What is only to be read or pressed has no value.
  const values = view.blocks.flatMap(({ block_id, element, label }) =>
    element && label
      ? [[block_id, { [element.action_id]: { type: element.type, ...filledIn(element.type, filled[label.text]) } }]]
      : [],
  )
  return {
    type: 'view_submission',
    user: { id: user, team_id: teamId },
    team: { id: teamId },
    view: { ...view, type: 'modal', team_id: teamId, state: { values: Object.fromEntries(values) } },
  }
}

/** Posts an interaction. Returns the status of the answer. */
export function deliverInteraction(payload: object, source: WebhookSource): Promise<number> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) })
  return postSigned(source, 'application/x-www-form-urlencoded', body.toString())
}

function filledIn(type: string, value: string | undefined): object {
  if (type.endsWith('_select')) return { selected_option: value === undefined ? null : { value } }
  return type === 'file_input' ? { files: [] } : { value: value ?? null }
}

interface Button {
  readonly type: 'button'
  readonly action_id: string
  readonly text: { readonly text: string }
}

function buttonsIn(value: unknown): readonly Button[] {
  if (typeof value !== 'object' || value === null) return []
  if ('type' in value && value.type === 'button') return [value as Button]
  return Object.values(value).flatMap(buttonsIn)
}
