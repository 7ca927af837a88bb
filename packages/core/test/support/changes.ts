import type { ChatAuthor, ChatEditEvent, PostRef } from '@threadline/core'
import type { Desk } from './desk.js'

let count = 0
const base = (desk: Desk, post: PostRef, author: ChatAuthor) =>
  ({
    workspaceId: 'T1',
    identities: [`change:${(count += 1)}`] as const,
    post,
    thread: desk.root().ref,
    author,
  }) as const

const ana = { type: 'member', id: 'U1' } as const

/** Somebody changes what a message of theirs in the thread of the first root says. */
export async function rewrite(
  desk: Desk,
  post: PostRef,
  text: string,
  overrides: Partial<ChatEditEvent> = {},
): Promise<void> {
  const said = { text, hasFiles: false, mentionsApp: false }
  await desk.chatEvents({ type: 'edit', ...base(desk, post, ana), ...said, ...overrides })
  await desk.settle()
}

/** Somebody deletes it. */
export async function remove(desk: Desk, post: PostRef, author: ChatAuthor = ana): Promise<void> {
  await desk.chatEvents({ type: 'deletion', ...base(desk, post, author) })
  await desk.settle()
}
