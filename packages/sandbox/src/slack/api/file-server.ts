import { withFaults, type Faults } from '../../faults.js'
import type { SimulatorReply } from '../../simulator.js'
import type { Context } from '../context.js'
import type { SlackFile } from '../state/types.js'
import { isVisibleFile } from './visible-file.js'

/**
 * Takes the bytes of uploads and serves those of files, as files.slack.com does. Faults go by `files.upload` and
 * `files.download`.
 *
 * @returns `undefined` for a path that is neither
 */
export function createFileServer(
  context: Context,
  faults: Faults,
): (request: Request, path: string) => Promise<SimulatorReply> | undefined {
  return (request, path) => {
    const ticket = /^\/upload\/v1\/(\w+)$/.exec(path)?.[1]
    if (ticket !== undefined) return withFaults(faults, 'files.upload', () => receive(context, request, ticket))
    const id = /^\/files-pri\/\w+-(F\w+)\//.exec(path)?.[1]
    if (id === undefined) return undefined
    return withFaults(faults, 'files.download', async () => serve(context, request, id))
  }
}

/** The bytes of an upload: as they are, or as the one file of a form. */
async function receive(context: Context, request: Request, ticket: string): Promise<Response> {
  const file = context.state.file(context.uploads.fileOf(ticket) ?? '')
  if (request.method !== 'POST' || !file) return new Response('Not found', { status: 404 })
  const content = await contentOf(request)
  if (content.length !== file.size) return new Response('The length is another than announced.', { status: 400 })
  context.state.putFile(file, content)
  context.uploads.arrived(file.id)
  return new Response(`OK - ${content.length}`)
}

async function contentOf(request: Request): Promise<Uint8Array> {
  if (!request.headers.get('content-type')?.startsWith('multipart/form-data'))
    return new Uint8Array(await request.arrayBuffer())
  const [part] = [...(await request.formData()).values()].filter((value) => typeof value !== 'string')
  return part ? new Uint8Array(await part.arrayBuffer()) : new Uint8Array()
}

/** Who has no right to a file gets a page to sign in with, and status 200: https://docs.slack.dev/messaging/working-with-files */
function serve(context: Context, request: Request, id: string): Response {
  const file = context.state.file(id)
  if (!mayRead(context, request, file))
    return new Response(signInPage, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  if (!file || file.isDeleted) return new Response('Not found', { status: 404 })
  const content = context.state.fileContent(id) ?? new Uint8Array(file.size)
  const type = file.mimetype === '' ? 'application/octet-stream' : file.mimetype
  return new Response(new Uint8Array(content), {
    headers: { 'content-type': type, 'content-length': String(content.length) },
  })
}

function mayRead(context: Context, request: Request, file: SlackFile | undefined): boolean {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token !== context.identity.botToken || !context.rules.scopes.has('files:read')) return false
  return file === undefined || isVisibleFile(context, file)
}

const signInPage = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to Sandbox</body></html>'
