import type { ChatFiles } from '../ports/chat-files.js'
import type { ChatOutcome } from '../ports/chat-adapter.js'

/** The bytes of a file that is kept in chat: all of them, or none. */
export async function fetchWhole(
  files: ChatFiles,
  workspaceId: string,
  fileId: string,
  maxBytes: number,
): Promise<ChatOutcome<Uint8Array>> {
  const fetched = await files.fetch(workspaceId, fileId, maxBytes)
  if (fetched.type !== 'done') return fetched
  try {
    return { type: 'done', value: new Uint8Array(await new Response(fetched.value.content).arrayBuffer()) }
  } catch {
    return { type: 'unknown', failure: { category: 'platform-down', detail: 'The file did not come whole.' } }
  }
}
