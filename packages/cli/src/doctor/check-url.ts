import { randomUUID } from 'node:crypto'
import { slackChallenge } from '@threadline/adapter-slack'
import type { RealSettings } from '../settings/settings.js'
import { right, wrong, type Finding } from './finding.js'

const check = 'public url'

/**
 * Calls the desk by its public URL, as Slack does when that URL is entered: only a desk with the same signing secret answers
 * as it should. Without a secret, for Slack comes by a socket, the provider's door is knocked at.
 */
export async function checkUrl(
  settings: RealSettings,
  timeoutMs: number,
  now: () => Date,
): Promise<readonly Finding[]> {
  const { carriers, publicUrl, slack } = settings
  const word = randomUUID()
  const request =
    slack.signingSecret === undefined
      ? new Request(`${publicUrl}/threadline/sms/${carriers[0].provider}`, { method: 'POST', redirect: 'manual' })
      : slackChallenge(`${publicUrl}/threadline/chat`, slack.signingSecret, word, now())
  const answer = await call(request, timeoutMs)
  if ('reason' in answer) return [wrong(check, unreachable(publicUrl, answer.reason))]
  if (slack.signingSecret === undefined) return [atProvidersDoor(publicUrl, answer)]
  return [atChatDoor(publicUrl, answer, word)]
}

interface Answer {
  readonly status: number
  readonly text: string
}

/** Our doors say what is wrong by a code of ours. */
const isOurs = ({ text }: Answer): boolean => /^webhook\.[a-z_]+:/.test(text)

function atChatDoor(publicUrl: string, answer: Answer, word: string): Finding {
  if (answer.status === 200 && answer.text === word)
    return right(check, `The desk answers at ${publicUrl}, with the same signing secret.`)
  if (isOurs(answer) && answer.status === 401) {
    const advice = 'the SLACK_SIGNING_SECRET here is not the one it runs with, or its clock is off'
    return wrong(check, `A desk answers at ${publicUrl}, but refuses what Slack would send: ${advice}.`)
  }
  return wrong(check, somethingElse(publicUrl, answer))
}

function atProvidersDoor(publicUrl: string, answer: Answer): Finding {
  return isOurs(answer)
    ? right(check, `A desk answers at ${publicUrl}.`)
    : wrong(check, somethingElse(publicUrl, answer))
}

function somethingElse(publicUrl: string, { status }: Answer): string {
  if (status >= 300 && status < 400)
    return `${publicUrl} redirects: set PUBLIC_URL to where it leads, for signatures cover the address.`
  if (status === 502 || status === 503 || status === 504)
    return `What stands before the desk at ${publicUrl} does not reach it (${status}), or the desk has not started.`
  return `Something other than the desk answers at ${publicUrl} (${status}): see that name and port lead to it.`
}

function unreachable(publicUrl: string, reason: string): string {
  return `Nobody answers at ${publicUrl} from here (${reason}): start the desk, and see that name, port and certificate are right.`
}

async function call(request: Request, timeoutMs: number): Promise<Answer | { readonly reason: string }> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(timeoutMs) })
    return { status: response.status, text: (await response.text()).slice(0, 200) }
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

/** The system's code, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. */
function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : ''
  return /^[A-Z_0-9]{3,60}$/.test(code) ? code : 'no answer'
}
