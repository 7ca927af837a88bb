import { fileToServe, type FileRequest, type FileToServe } from '../flows/files/file-to-serve.js'
import type { FlowDeps } from '../flows/flow.js'
import type { ChatAdapter } from '../ports/chat-adapter.js'

/**
 * The door at which providers, and contacts with a link, fetch what goes with a text. Nothing is kept here: the bytes come
 * from chat and go on as they come. Whatever is not to be had is not found, and no answer says why.
 */
export async function serveMedia(
  deps: FlowDeps,
  chat: ChatAdapter,
  workspaceId: string,
  method: string,
  request: FileRequest,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response('Files come by GET or HEAD.\n', { status: 405, headers: { ...always, allow: 'GET, HEAD' } })
  }
  const found = await fileToServe(deps, workspaceId, request)
  if (!found) return notFound()
  // Providers ask what it is before they fetch it.
  if (method === 'HEAD') return new Response(null, { headers: headersOf(found, request.name, found.file.bytes) })
  return stream(deps, chat, workspaceId, request.name, found)
}

async function stream(
  { logger }: FlowDeps,
  { files }: ChatAdapter,
  workspaceId: string,
  name: string,
  found: FileToServe,
): Promise<Response> {
  const { file, messageId } = found
  const fetched = await files?.fetch(workspaceId, file.id, file.bytes)
  if (fetched?.type === 'done') {
    const { bytes, content } = fetched.value
    return new Response(content, { headers: headersOf(found, name, bytes) })
  }
  const failure = fetched?.failure
  logger.warn({ door: 'media', messageId, category: failure?.category, code: failure?.code }, 'A file was not had.')
  if (fetched?.type === 'refused' && !fetched.retryable) return notFound()
  return new Response('Try again in a moment.\n', { status: 503, headers: { ...always, 'retry-after': '5' } })
}

const always = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

const notFound = (): Response => new Response('Nothing here.\n', { status: 404, headers: always })

/** Only pictures, sounds and films are shown by whoever opens one; nothing in a file may run. */
function headersOf({ file }: FileToServe, name: string, bytes: number | undefined): Record<string, string> {
  const isShown = /^(image\/(?!svg)|audio\/|video\/)/.test(file.contentType)
  return {
    ...always,
    'content-type': file.contentType || 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${name}"`,
    'content-security-policy': "sandbox; default-src 'none'",
    ...(bytes !== undefined && { 'content-length': String(bytes) }),
  }
}
