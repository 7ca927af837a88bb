import type { Context } from '../context.js'
import type { SlackFile } from '../state/types.js'

/** Whether the app may see a file: its own, or one in a channel it is in. */
export function isVisibleFile({ identity, state }: Context, file: SlackFile): boolean {
  if (file.user === identity.botUserId || file.isForApp) return true
  return file.shares.some((share) => state.channel(share.channel)?.members.includes(identity.botUserId))
}
