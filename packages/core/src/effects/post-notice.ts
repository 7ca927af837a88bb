import type { Conversation } from '../domain/conversation.js'
import type { Effect, EffectTarget } from '../domain/effect.js'
import { isPlaceGone } from '../domain/failure.js'
import { rootOf, targetOf, threadOf } from '../domain/place.js'
import type { NoticeLink, NoticeView } from '../domain/view.js'
import { followingChannel } from './following-channel.js'
import { postStep, type PostStepRequest } from './post-step.js'
import type { Prepare } from './step.js'

type PostNotice = Extract<Effect, { type: 'post-notice' }>

/** Says something in a conversation: where it is, or where it was. */
export const preparePostNotice: Prepare<'post-notice'> = async (flow, effect, outside, entry) => {
  const conversation = await flow.tx.conversations.find(effect.conversationId)
  if (!conversation) return undefined
  const { conversationId, memberId, text } = effect
  const view: NoticeView = { type: 'notice', text, memberId, link: linkOf(effect, conversation) }
  const target = whereOf(effect, conversation)
  return postStep(flow, outside, {
    entry,
    target,
    view,
    purpose: 'other',
    conversationId,
    ...whenGone(effect, conversation),
  })
}

function whereOf({ where }: PostNotice, { place }: Conversation): EffectTarget {
  if (where === undefined) return targetOf(place)
  return where === 'thread' ? targetOf(threadOf(place)) : { channel: where.channel }
}

function linkOf({ linksTo }: PostNotice, { place }: Conversation): NoticeLink | undefined {
  if (linksTo === undefined) return undefined
  if (linksTo !== 'thread') return { label: 'Open the channel', channel: linksTo.channel }
  const post = rootOf(place)
  return post && { label: 'Open the conversation', post }
}

/** A word to a channel that a conversation has left is no loss when the channel is gone. */
function whenGone({ where }: PostNotice, conversation: Conversation): Pick<PostStepRequest, 'isFinal' | 'refused'> {
  if (where === undefined) return followingChannel(conversation)
  return where === 'thread' ? {} : { isFinal: isPlaceGone, refused: async () => 'drop' }
}
