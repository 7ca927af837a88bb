import type { PostView } from '@threadline/core'

/** Members of the workspace whose names a view shows. */
export function membersIn(view: PostView): readonly string[] {
  const ids = [
    'message' in view ? view.message.memberId : undefined,
    view.type === 'notice' ? view.memberId : undefined,
    view.type === 'root' ? view.head.assigneeId : undefined,
  ]
  return [...new Set(ids.filter((id) => id !== undefined))]
}
