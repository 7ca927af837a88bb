import type { Effect } from '../domain/effect.js'
import { mayDo, whyNot } from '../domain/may-do.js'
import { carryOutWish } from '../flows/conversations/carry-out-wish.js'
import type { Flow } from '../flows/flow.js'
import { tell } from '../flows/tell.js'
import type { Member } from '../ports/chat-adapter.js'
import { thenRecord, untilGivenUp, type Prepare } from './step.js'

type ChangeState = Extract<Effect, { type: 'change-state' }>

/**
 * Does what somebody asked for by a word or a reaction, once it is known that they may: the message itself does not tell,
 * and a flow cannot ask.
 */
export const prepareChangeState: Prepare<'change-state'> = async (flow, effect, outside, entry) => ({
  call: () =>
    thenRecord(outside.chat.directory.member(flow.workspaceId, effect.memberId), (recording, member) =>
      carryOut(recording, effect, member),
    ),
  whenUnknown: 'repeat',
  ...untilGivenUp(entry),
})

async function carryOut(flow: Flow, effect: ChangeState, member: Member): Promise<void> {
  if (!mayDo(member, 'send', flow.settings)) return say(flow, effect, whyNot(member, 'send'))
  await carryOutWish(flow, effect.conversationId, effect.wish, effect.memberId)
  const done = effect.wish === 'close' ? 'Closed.' : 'Open again.'
  await say(flow, effect, `${done} Nothing was texted: that word, alone in a message, is for the desk.`)
}

/** Whoever wrote a word could think that it was texted; a reaction needs no answer. */
async function say(flow: Flow, { memberId, writtenAs }: ChangeState, text: string): Promise<void> {
  if (writtenAs) await tell(flow, { author: { type: 'member', id: memberId }, ...writtenAs }, text)
}
