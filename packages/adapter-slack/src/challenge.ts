import { createHmac } from 'node:crypto'

/**
 * A request as Slack makes it when the URL of a webhook is entered. A desk that has the signing secret answers with the
 * challenge, and nobody else does.
 *
 * @param url - the desk's door for chat, such as `https://sms.example.com/threadline/chat`
 * @see https://docs.slack.dev/reference/events/url_verification
 */
export function slackChallenge(url: string, signingSecret: string, challenge: string, now: Date): Request {
  const body = JSON.stringify({ type: 'url_verification', challenge })
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return new Request(url, {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  })
}
