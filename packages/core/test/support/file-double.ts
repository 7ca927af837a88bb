import type { ChatFiles, ChatOutcome, FileToShare, MediaCapability, MediaFile, WrittenFile } from '@threadline/core'
import { chatDouble, type ChatDouble } from './chat-double.js'
import { openDesk, type Desk } from './desk.js'

/** A chat platform that keeps files, by their ids. */
export interface FileChat extends ChatDouble {
  readonly kept: Map<string, Uint8Array<ArrayBuffer>>
  /** Nobody can say what a file is. */
  isAway: boolean
  /** A file turns out to be something else. */
  become(id: string, change: Partial<WrittenFile>): void
  /** Files of contacts that stand in chat. */
  readonly shared: FileToShare[]
  /** Files on the open internet, by their addresses. */
  readonly onTheWeb: Map<string, MediaFile>
  /** How the next sharings end; `isThere` when the file stands in chat all the same. */
  readonly sharings: { readonly outcome: ChatOutcome<undefined>; readonly isThere?: boolean }[]
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

/** A chat platform into which these files have been put. */
export function fileChat(files: readonly WrittenFile[]): FileChat {
  const kept = new Map(files.map(({ bytes, id }) => [id, bytesOf(bytes)]))
  const known = new Map(files.map((file) => [file.id, file]))
  const chat: FileChat = {
    ...chatDouble(),
    kept,
    isAway: false,
    become: (id, change) => void known.set(id, { ...picture(id), ...change }),
    shared: [],
    sharings: [],
    onTheWeb: new Map(),
    files: {
      async fetchAddress(url) {
        const value = chat.onTheWeb.get(url)
        return value ? { type: 'done', value } : nowhere
      },
      ...readFiles(kept),
      info: async (_workspace, id) => info(id),
      async share(_workspace, file) {
        const ending = chat.sharings.shift()
        if (!ending || ending.isThere) chat.shared.push(file)
        return ending?.outcome ?? done
      },
      find: async (_workspace, { reference }) =>
        chat.shared.some((file) => file.reference === reference) ? done : gone,
    },
  }
  const info = (id: string) => {
    const file = known.get(id)
    if (chat.isAway) return away
    return file && kept.has(id) ? ({ type: 'done', value: file } as const) : gone
  }
  return chat
}

/** A desk whose members have put these files into chat, and whose carrier takes pictures. */
export async function deskWithFiles(
  files: readonly WrittenFile[],
  overrides: Parameters<typeof openDesk>[0] & { readonly media?: MediaCapability | undefined } = {},
): Promise<Desk & { readonly chat: FileChat }> {
  const chat = fileChat(files)
  const { media, ...rest } = { media: pictures, ...overrides }
  const desk = await openDesk({ chat, ...rest })
  Object.assign(desk.carrier.capabilities, { media })
  await desk.text('Hi')
  return { ...desk, chat }
}

const done = { type: 'done', value: undefined } as const
const away = { type: 'unknown', failure: { category: 'platform-down' } } as const
const nowhere = { type: 'unknown', failure: { category: 'provider-down' } } as const
const gone = { type: 'refused', retryable: false, failure: { category: 'message-missing' } } as const

function readFiles(kept: FileChat['kept']): Pick<ChatFiles, 'fetch'> {
  return {
    async fetch(_workspace, fileId, maxBytes) {
      const content = kept.get(fileId)
      if (!content || content.length > maxBytes) return gone
      return { type: 'done', value: { content: new Blob([content]).stream(), bytes: content.length } }
    },
  }
}
