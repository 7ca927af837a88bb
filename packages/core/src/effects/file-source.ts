import type { Failure } from '../domain/failure.js'
import { largestInboundFile } from '../domain/inbound-file.js'
import type { ChatFile, Message } from '../domain/message.js'
import type { Flow } from '../flows/flow.js'
import type { ChatFiles } from '../ports/chat-files.js'
import type { Outcome } from '../ports/outcome.js'
import type { MediaFile } from '../ports/sms-provider.js'
import { fetchWhole } from './fetch-whole.js'
import type { Outside } from './step.js'

export type Fetched = Outcome<MediaFile, Failure['category']>

/** Where the bytes of a file come from that is to be shown in chat. */
export interface FileSource {
  /** As far as it has been told; may be empty. */
  readonly contentType: string
  fetch(): Promise<Fetched>
}

/** What came with a text, from whoever carried it. */
export function sourceOfMedia({ media, provider }: Message, index: number, outside: Outside): FileSource | undefined {
  const one = media[index]
  const carrier = provider === undefined ? undefined : outside.providers[provider]
  if (!one) return undefined
  return {
    contentType: one.contentType,
    fetch: async () =>
      carrier?.fetchMedia?.(one, largestInboundFile) ?? notHad('Its provider does not hand files over.'),
  }
}

/** What goes along with a text of ours: from chat itself, or from the address that the host's own code gave. */
export function sourceOfFile(
  { workspaceId }: Flow,
  { files: sent = [] }: Message,
  index: number,
  files: ChatFiles,
): FileSource | undefined {
  const file = sent[index]
  if (!file) return undefined
  const { contentType, name, url } = file
  if (url === undefined) return { contentType, fetch: () => fetchFromChat(workspaceId, file, files) }
  const fetchAddress = files.fetchAddress?.bind(files)
  if (!fetchAddress) return undefined
  return { contentType, fetch: async () => called(name, await fetchAddress(url, largestInboundFile)) }
}

/** By the name under which the team knows it. */
const called = (fileName: string, fetched: Fetched): Fetched =>
  fetched.type === 'done' ? { type: 'done', value: { ...fetched.value, fileName } } : fetched

/** What the platform has not told yet is asked for first. */
async function fetchFromChat(workspaceId: string, file: ChatFile, files: ChatFiles): Promise<Fetched> {
  const told = file.isUntold ? await files.info(workspaceId, file.id) : { type: 'done' as const, value: file }
  if (told.type !== 'done') return told
  const { contentType, name: fileName } = told.value
  const fetched = await fetchWhole(files, workspaceId, file.id, largestInboundFile)
  return fetched.type === 'done' ? { type: 'done', value: { content: fetched.value, contentType, fileName } } : fetched
}

function notHad(detail: string): Fetched {
  return { type: 'refused', retryable: false, failure: { category: 'media', detail } }
}
