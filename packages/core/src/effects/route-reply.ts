import { actOnChange } from '../flows/act-on-change.js'
import { actOnReply } from '../flows/act-on-reply.js'
import { takeWaitingChange } from '../flows/overtaking-change.js'
import type { Reply } from '../domain/reply.js'
import { rootNotRecorded, type Outside, type Prepare } from './step.js'

/** How long a thread may take to turn out to be ours, when chat does not say whose it is. */
const waitForStrangeRootMs = 5 * 60_000

/** Leads a reply to its conversation as soon as the root it answers is recorded; after a while its author is told. */
export const prepareRouteReply: Prepare<'route-reply'> = async (flow, { reply }, outside, entry) => {
  const thread = await flow.tx.posts.find(reply.thread)
  if (!thread) {
    return {
      call: async () => rootNotRecorded,
      whenUnknown: 'repeat',
      giveUpAt: new Date(entry.createdAt.getTime() + waitForRootMs(reply, outside)),
      async refused(recording) {
        await actOnReply(recording, reply, undefined)
        return 'drop'
      },
    }
  }
  await actOnReply(flow, { ...reply, heardAt: entry.createdAt }, thread)
  // In the same transaction: what was changed or deleted while it waited never leaves as it was first written.
  const change = await takeWaitingChange(flow, reply)
  if (change) await actOnChange(flow, change)
  return undefined
}

/**
 * The root of a thread of ours is found once chat can be asked, and the longest back-off alone is longer than five
 * minutes: such a reply waits as long as any text does.
 */
const waitForRootMs = ({ isThreadOurs }: Reply, { textDeadlineMs }: Outside): number =>
  isThreadOurs ? textDeadlineMs : waitForStrangeRootMs
