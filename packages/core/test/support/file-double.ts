import type { ChatFiles, MediaCapability, WrittenFile } from '@threadline/core'
import { chatDouble, type ChatDouble } from './chat-double.js'
import { openDesk, type Desk } from './desk.js'

/** A chat platform that keeps files, by their ids. */
export interface FileChat extends ChatDouble {
  readonly kept: Map<string, Uint8Array<ArrayBuffer>>
}

export const pictures: MediaCapability = {
  maxCount: 2,
  maxBytes: 1_000,
  maxTotalBytes: 1_500,
  contentTypes: ['image/png', 'image/jpeg'],
}

export const bytesOf = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length).fill(7)

/** A picture as a message tells of it. */
export function picture(id: string, overrides: Partial<WrittenFile> = {}): WrittenFile {
  return { id, name: `${id}.png`, contentType: 'image/png', bytes: 10, ...overrides }
}

/** A desk whose members have put these files into chat, and whose carrier takes pictures. */
export async function deskWithFiles(
  files: readonly WrittenFile[],
  overrides: Parameters<typeof openDesk>[0] & { readonly media?: MediaCapability | undefined } = {},
): Promise<Desk & { readonly chat: FileChat }> {
  const kept = new Map(files.map(({ bytes, id }) => [id, bytesOf(bytes)]))
  const chat: FileChat = { ...chatDouble(), kept, files: filesIn(kept, files) }
  const { media, ...rest } = { media: pictures, ...overrides }
  const desk = await openDesk({ chat, ...rest })
  Object.assign(desk.carrier.capabilities, { media })
  await desk.text('Hi')
  return { ...desk, chat }
}

const gone = { type: 'refused', retryable: false, failure: { category: 'message-missing' } } as const

function filesIn(kept: FileChat['kept'], files: readonly WrittenFile[]): ChatFiles {
  return {
    share: async () => ({ type: 'done', value: undefined }),
    find: async () => gone,
    async info(_workspace, fileId) {
      const file = files.find(({ id }) => id === fileId)
      return file && kept.has(fileId) ? { type: 'done', value: file } : gone
    },
    async fetch(_workspace, fileId, maxBytes) {
      const content = kept.get(fileId)
      if (!content || content.length > maxBytes) return gone
      return { type: 'done', value: { content: new Blob([content]).stream(), bytes: content.length } }
    },
  }
}
