import type { OpeningChannel, Place, PostRef, ThreadPlace } from './conversation.js'

/** The thread of a conversation: where it lives, or where it was before it got a channel of its own. */
export function threadOf(place: Place): ThreadPlace {
  return place.type === 'direct' ? place.thread : place
}

/** The head of the conversation's thread, once it has been posted. */
export function rootOf(place: Place): PostRef | undefined {
  return threadOf(place).root
}

/** Where what is said in a conversation is posted: in its thread, or at the top of its own channel. */
export function targetOf(place: Place): { readonly channel: string; readonly thread?: PostRef } {
  return place.type === 'direct' ? { channel: place.channel } : { channel: place.channel, thread: place.root }
}

/** The channel that is being made for a conversation. */
export function openingOf(place: Place): OpeningChannel | undefined {
  return place.type === 'thread' ? place.opening : undefined
}
