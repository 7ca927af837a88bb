import { actOnReply } from '../flows/act-on-reply.js'
import { rootNotRecorded, type Prepare } from './step.js'

/** How long the root of a thread may take to be recorded: as long as a post of unknown outcome takes to be found. */
const waitForRootMs = 5 * 60_000

/** Leads a reply to its conversation as soon as the root it answers is recorded; after a while its author is told. */
export const prepareRouteReply: Prepare<'route-reply'> = async (flow, { reply }, _outside, entry) => {
  const thread = await flow.tx.posts.find(reply.thread)
  if (!thread) {
    return {
      call: async () => rootNotRecorded,
      whenUnknown: 'repeat',
      giveUpAt: new Date(entry.createdAt.getTime() + waitForRootMs),
      async refused(recording) {
        await actOnReply(recording, reply, undefined)
        return 'drop'
      },
    }
  }
  await actOnReply(flow, reply, thread)
  return undefined
}
