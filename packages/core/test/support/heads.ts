import type { Conversation, HeadView, RootView } from '@threadline/core'
import type { Desk } from './desk.js'

/** The head of the first conversation as it was posted. */
export function headOf(desk: Desk): HeadView {
  const { view } = desk.root().post
  if (view.type !== 'root') throw new Error('That is no root.')
  return view.head
}

/** The head of the first conversation as it is shown now. */
export function shownHead(desk: Desk): RootView {
  const view = desk.chat.shown(desk.root().ref)
  if (view?.type !== 'root') throw new Error('That is no root.')
  return view
}

/** The only conversation there is. */
export async function conversationOf({ storage }: Desk): Promise<Conversation> {
  const all = await storage.transaction('T1', (tx) => tx.conversations.list({}, 2))
  const [only] = all
  if (!only || all.length > 1) throw new Error(`There are ${all.length} conversations.`)
  return only
}
