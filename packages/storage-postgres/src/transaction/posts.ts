import type { KnownPost, Posts } from '@threadline/core'
import { posts as table, type StoredPost } from '../schema/tables.js'
import type { Session } from '../session.js'
import { partsOf } from './statements.js'

export function preparePosts(schema: string): (session: Session) => Posts {
  const { assignments, from, list, placeholders } = partsOf(table, schema)
  const find = `SELECT ${list} FROM ${from} WHERE workspace_id = $1 AND channel_id = $2 AND post_id = $3`
  const save = `INSERT INTO ${from} (workspace_id, ${list}) VALUES ($1, ${placeholders})
    ON CONFLICT (workspace_id, channel_id, post_id) DO UPDATE SET ${assignments}`

  return (session) => ({
    async find({ channelId, messageId }) {
      const [row] = await session.rows(find, [channelId, messageId])
      return row && known(table.read(row))
    },
    async save({ ref, ...post }) {
      const stored: StoredPost = { ...post, channelId: ref.channelId, postId: ref.messageId }
      session.write(save, table.values(stored))
    },
  })
}

const known = ({ channelId, postId, ...post }: StoredPost): KnownPost => ({
  ref: { channelId, messageId: postId },
  ...post,
})
