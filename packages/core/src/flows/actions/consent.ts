import { changeConsent } from '../apply-consent-words.js'
import type { Flow } from '../flow.js'
import { findConversation } from '../open-conversation.js'
import type { Action, Click } from './action.js'
import { removePost } from './remove-post.js'
import { say } from './say.js'

/** A person decides that held words were an opt-out. */
export const confirmOptOut: Action = {
  type: 'changes',
  run: (flow, click) =>
    decide(flow, click, 'opted-out', 'Opted out: nothing more is texted to this contact until they text START.'),
}

/** A person decides that held words were none. */
export const notAnOptOut: Action = {
  type: 'changes',
  run: (flow, click) => decide(flow, click, 'open', 'Not an opt-out: this contact can be texted again.'),
}

async function decide(
  flow: Flow,
  { event, memberId }: Click,
  state: 'open' | 'opted-out',
  notice: string,
): Promise<void> {
  const found = await findConversation(flow, event.subject)
  if (!found || found.contact.consent !== 'held') return
  const held = (await flow.tx.consents.list(found.contact.id)).findLast((evidence) => evidence.change === 'held')
  await changeConsent(flow, found.contact, state, { text: held?.text ?? '', matcher: 'person', actor: memberId })
  await removePost(flow, found.conversation.id, event)
  await say(flow, found.conversation.id, notice)
}
