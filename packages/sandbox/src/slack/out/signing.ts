import { createHmac } from 'node:crypto'

/** One signed request to the app: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signedRequest(options: {
  readonly url: string
  readonly body: string
  readonly contentType: string
  readonly signingSecret: string
  readonly at: Date
  readonly headers?: Readonly<Record<string, string>>
}): Request {
  const timestamp = String(Math.floor(options.at.getTime() / 1000))
  const signature = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${options.body}`).digest('hex')
  return new Request(options.url, {
    method: 'POST',
    body: options.body,
    redirect: 'manual',
    headers: {
      ...options.headers,
      'content-type': options.contentType,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  })
}
