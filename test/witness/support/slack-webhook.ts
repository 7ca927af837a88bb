import { createHmac } from 'node:crypto'

/** Where Slack's webhooks go, and what all of them say. */
export interface WebhookSource {
  readonly url: string
  readonly signingSecret: string
  readonly teamId: string
  readonly botUserId: string
  readonly channelId: string
  readonly now: () => Date
}

/**
 * Signs a body as Slack does and posts it. Returns the status of the answer. The emulated Slack would sign events, but
 * its API has no way to say where to.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export async function postSigned(source: WebhookSource, mediaType: string, body: string): Promise<number> {
  const timestamp = String(Math.floor(source.now().getTime() / 1000))
  const hash = createHmac('sha256', source.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  const response = await fetch(source.url, {
    method: 'POST',
    headers: {
      'content-type': mediaType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hash}`,
    },
    body,
  })
  await response.body?.cancel()
  return response.status
}
