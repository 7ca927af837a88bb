import { decideHeld, type HeldDecision } from '../contacts/decide-held.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import type { Action, Click } from './action.js'
import { removePost } from './remove-post.js'

/** A person decides that held words were an opt-out. */
export const confirmOptOut: Action = { type: 'changes', run: (flow, click) => decide(flow, click, 'opted-out') }

/** A person decides that held words were none. */
export const notAnOptOut: Action = { type: 'changes', run: (flow, click) => decide(flow, click, 'open') }

/** The question goes, also when it was decided elsewhere. */
async function decide(flow: Flow, { event, memberId }: Click, decision: HeldDecision): Promise<void> {
  const found = await findConversation(flow, event.subject)
  if (!found) return
  await decideHeld(flow, found.contact, decision, memberId, [found.conversation.id])
  await removePost(flow, found.conversation.id, event)
}
