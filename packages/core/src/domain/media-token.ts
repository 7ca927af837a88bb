import { createHmac, timingSafeEqual } from 'node:crypto'

/** What the address of a file stands for: one file, with one text, until some time. */
export interface MediaClaim {
  /** `send`: a provider fetches it for the text. `link`: the contact opens it from the text. */
  readonly purpose: 'send' | 'link'
  readonly messageId: string
  readonly fileId: string
  readonly expiresAt: Date
}

/**
 * The part of a file's address that nobody can guess or change: what it stands for, and a code over that and its workspace.
 *
 * @param key - secret of the workspace
 */
export function signMediaClaim(key: string, workspaceId: string, claim: MediaClaim): string {
  const { expiresAt, fileId, messageId, purpose } = claim
  const fields = [purpose, messageId, fileId, Math.floor(expiresAt.getTime() / 1000)]
  const payload = Buffer.from(JSON.stringify(fields)).toString('base64url')
  return `${payload}.${codeOf(key, workspaceId, payload).toString('base64url')}`
}

/** What a token stands for; `undefined` when it is not one of ours for this workspace. Its age is not looked at. */
export function readMediaClaim(key: string, workspaceId: string, token: string): MediaClaim | undefined {
  const [payload = '', code = '', ...rest] = token.split('.')
  const given = Buffer.from(code, 'base64url')
  const wanted = codeOf(key, workspaceId, payload)
  if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined
  const [purpose, messageId, fileId, seconds] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Fields
  return { purpose, messageId, fileId, expiresAt: new Date(seconds * 1000) }
}

/** As they were signed: nothing else has a code that fits. */
type Fields = readonly [MediaClaim['purpose'], string, string, number]

/** Half of a SHA-256 code is more than anybody can guess, and keeps a link short. */
function codeOf(key: string, workspaceId: string, payload: string): Buffer {
  return createHmac('sha256', Buffer.from(key, 'base64url'))
    .update(`media\n${workspaceId}\n${payload}`)
    .digest()
    .subarray(0, 16)
}
