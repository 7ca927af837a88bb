import type { SlackAdapterOptions } from './options.js'
import { objectOf, textOf, type JsonObject } from './json.js'
import { slackScopes } from './rights.js'
import { settingsOf } from './options.js'

/** What Slack says about a token. */
export type SlackInspection =
  | {
      readonly type: 'ok'
      readonly workspaceId: string
      /** The workspace's name. */
      readonly workspace: string
      /** Scopes of the manifest that the app was not given; absent when Slack does not say what it was given. */
      readonly missingScopes?: readonly string[]
      /** Milliseconds by which the clock here is ahead of Slack's, to about a second; absent when Slack does not say. */
      readonly clockAheadMs?: number
    }
  /** Slack answered and does not take the token. `code` is its own word. */
  | { readonly type: 'refused'; readonly code: string }
  | { readonly type: 'unreachable' }

/**
 * Asks Slack about the bot token, and changes nothing.
 *
 * @throws ThreadlineError `configuration.invalid` when an option cannot be right
 * @see https://docs.slack.dev/reference/methods/auth.test
 */
export async function inspectSlack(options: SlackAdapterOptions): Promise<SlackInspection> {
  const settings = settingsOf(options)
  const answer = await ask(settings, settings.botToken, 'auth.test')
  if (!answer) return { type: 'unreachable' }
  const { body, headers } = answer
  const workspaceId = textOf(body.team_id)
  if (body.ok !== true || workspaceId === undefined) return { type: 'refused', code: codeOf(body) }
  const granted = headers.get('x-oauth-scopes')?.split(/,\s*/)
  const saidAt = Date.parse(headers.get('date') ?? '')
  return {
    type: 'ok',
    workspaceId,
    workspace: textOf(body.team) ?? workspaceId,
    ...(granted && { missingScopes: slackScopes.filter((scope) => !granted.includes(scope)) }),
    ...(!Number.isNaN(saidAt) && { clockAheadMs: settings.now().getTime() - saidAt }),
  }
}

/**
 * Asks Slack whether it gives out sockets for an app-level token. None is opened.
 *
 * @see https://docs.slack.dev/reference/methods/apps.connections.open
 */
export async function inspectSlackSocket(
  options: SlackAdapterOptions & { readonly appToken: string },
): Promise<Exclude<SlackInspection, { type: 'ok' }> | { readonly type: 'ok' }> {
  const answer = await ask(settingsOf(options), options.appToken, 'apps.connections.open')
  if (!answer) return { type: 'unreachable' }
  return answer.body.ok === true ? { type: 'ok' } : { type: 'refused', code: codeOf(answer.body) }
}

interface Answer {
  readonly body: JsonObject
  readonly headers: Headers
}

/** By hand, because the SDK keeps the headers to itself. */
async function ask(
  { apiUrl, timeoutMs }: { readonly apiUrl: string; readonly timeoutMs: number },
  token: string,
  method: string,
): Promise<Answer | undefined> {
  try {
    const response = await fetch(new URL(method, apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { body: objectOf(await response.json()), headers: response.headers }
  } catch {
    return undefined
  }
}

/** Slack's own word, never anything longer that somebody in between has put there. */
function codeOf(body: JsonObject): string {
  const code = textOf(body.error) ?? ''
  return /^[a-z0-9_]{1,64}$/.test(code) ? code : 'no readable answer'
}
