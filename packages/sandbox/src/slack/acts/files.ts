import type { Context } from '../context.js'
import type { SlackChannel, SlackFile, SlackMessage } from '../state/types.js'
import { postMessage } from './messages.js'

/** How a message came to share files. */
export type FileShareDraft = Omit<SlackMessage, 'type' | 'ts' | 'files'>

/** Shares files in a channel: as a message, and with an event for each file. */
export function shareFiles(
  context: Context,
  channel: SlackChannel,
  files: readonly SlackFile[],
  draft: FileShareDraft,
): SlackMessage {
  const { state, events } = context
  const message = postMessage(context, channel, { subtype: 'file_share', ...draft, files })
  for (const file of files) {
    const thread = message.thread_ts === undefined ? {} : { threadTs: message.thread_ts }
    const current = state.file(file.id) ?? file
    const shares = [...current.shares, { channel: channel.id, ts: message.ts, ...thread }]
    state.putFile({ ...current, shares })
    const what = { file_id: file.id, user_id: file.user, file: { id: file.id }, channel_id: channel.id }
    events.emit({ type: 'file_shared', ...what, event_ts: message.ts }, channel)
  }
  return message
}

/** Deletes a file: its place in messages stays, with nothing in it. */
export function deleteFile(context: Context, file: SlackFile): void {
  context.state.putFile({ ...file, isDeleted: true })
  const channels = [...new Set(file.shares.map((share) => share.channel))]
  const event = { type: 'file_deleted', file_id: file.id, channel_ids: channels }
  context.events.emit({ ...event, event_ts: (context.clock.now().getTime() / 1000).toFixed(6) })
}
