import type { ChatOutcome, FileContent, WrittenFile } from '@threadline/core'
import { refused, unknownOutcome, type Failed } from '../errors.js'
import { objectOf, textOf, type JsonObject } from '../json.js'
import type { Settings } from '../options.js'
import { isSlackFileHost } from './file-host.js'
import type { WebApi } from './web-api.js'
import { mediaTypeOf, writtenFile } from './written-file.js'

/** What a file is by now. */
export async function fileInfo(call: WebApi, workspaceId: string, fileId: string): Promise<ChatOutcome<WrittenFile>> {
  const outcome = await askFor(call, workspaceId, fileId)
  return outcome.type === 'done' ? { type: 'done', value: writtenFile(outcome.value) } : outcome
}

/** Has Slack give the bytes of a file. They are asked for anew each time: an address of Slack's is never kept. */
export async function readFile(
  call: WebApi,
  settings: Settings,
  workspaceId: string,
  fileId: string,
  maxBytes: number,
): Promise<ChatOutcome<FileContent>> {
  const outcome = await askFor(call, workspaceId, fileId)
  if (outcome.type !== 'done') return outcome
  const address = textOf(outcome.value.url_private_download) ?? textOf(outcome.value.url_private)
  if (address === undefined || writtenFile(outcome.value).problem) return noBytes
  return download(settings, address, mediaTypeOf(textOf(outcome.value.mimetype) ?? ''), maxBytes)
}

/** @see https://docs.slack.dev/reference/methods/files.info */
async function askFor(call: WebApi, workspaceId: string, fileId: string): Promise<ChatOutcome<JsonObject>> {
  const outcome = await call({ workspaceId, method: 'files.info', args: { file: fileId } })
  return outcome.type === 'done' ? { type: 'done', value: objectOf(outcome.value.file) } : outcome
}

/** Slack's own hosts may send on, and nobody else is shown the token. */
const mostHops = 3

async function download(
  settings: Settings,
  address: string,
  contentType: string,
  maxBytes: number,
): Promise<ChatOutcome<FileContent>> {
  const { botToken, filesOrigin, timeoutMs } = settings
  const signal = AbortSignal.timeout(timeoutMs)
  let next = address
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (!isSlackFileHost(next, filesOrigin)) return foreignHost
    const response = await ask(next, botToken, signal)
    const location = response?.status.toString().startsWith('3') ? response.headers.get('location') : null
    if (!response || location === null) return takeAnswer(response, contentType, maxBytes)
    await response.body?.cancel()
    next = URL.canParse(location, next) ? new URL(location, next).href : ''
  }
  return foreignHost
}

async function ask(address: string, botToken: string, signal: AbortSignal): Promise<Response | undefined> {
  // Compressed, its length would be another than that of what comes out.
  const headers = { authorization: `Bearer ${botToken}`, 'accept-encoding': 'identity' }
  try {
    return await fetch(address, { headers, redirect: 'manual', signal })
  } catch {
    return undefined
  }
}

/** Whoever has no right to a file gets a page to sign in with, and status 200. */
async function takeAnswer(
  response: Response | undefined,
  contentType: string,
  maxBytes: number,
): Promise<ChatOutcome<FileContent>> {
  if (!response) return notHad()
  const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length')
  const problem = problemOf(response, contentType, length === null ? 0 : Number(length), maxBytes)
  if (problem || !response.body) {
    await response.body?.cancel()
    return problem ?? notHad()
  }
  const content = response.body.pipeThrough(atMost(maxBytes))
  return { type: 'done', value: { content, ...(length === null ? {} : { bytes: Number(length) }) } }
}

function problemOf(response: Response, contentType: string, bytes: number, maxBytes: number): Failed | undefined {
  const { headers, ok, status } = response
  if (!ok) return status === 404 || status === 410 ? refused('file_not_found') : notHad(String(status))
  const isPage = mediaTypeOf(headers.get('content-type') ?? '') === 'text/html' && contentType !== 'text/html'
  if (isPage) return refused('missing_scope', signInPage)
  return bytes > maxBytes ? tooLarge : undefined
}

function atMost(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > maxBytes) controller.error(new Error('The file is larger than it was said to be.'))
      else controller.enqueue(chunk)
    },
  })
}

const notHad = (code?: string): Failed => unknownOutcome('Slack did not give the bytes of a file.', code)

const noBytes = refused('file_not_found', {
  category: 'message-missing',
  detail: 'This is no file that Slack keeps the bytes of.',
})

const tooLarge = refused('file_too_large', {
  category: 'invalid-content',
  detail: 'The file is larger than it was said to be.',
})

const foreignHost = refused('file_url_foreign', {
  category: 'other',
  detail: 'Slack gave an address for a file that is not one of its own. Set `filesUrl` if a proxy stands between.',
})

const signInPage = {
  category: 'missing-scope',
  detail: 'Slack asks the app to sign in: add the scope files:read, reinstall the app, and invite it to the channel.',
} as const
