import { createServer } from 'node:http'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'
import { pgliteStorage, postgresQueue, postgresStorage } from '@threadline/storage-postgres'

/**
 * Slack takes a post a second in a channel, and everything else would only be waiting for that. The limits are kept and
 * counted as ever, but are those of a Slack that takes a thousand times as much.
 */
const limit = { permits: 1_000, perMs: 1_000, burst: 10_000 }
const limits = { post: limit, mark: limit, remove: limit, update: limit }

/** Threadline with everything else at its defaults. */
export async function start({
  carrier,
  databaseUrl,
  folder,
  lines,
  notificationWindowMs,
  port,
  publicPort,
  slack,
  waits = {},
}) {
  const url = `http://127.0.0.1:${publicPort}`
  const { accountSid, apiUrl, authToken } = carrier
  const { botToken, signingSecret, teamId } = slack
  const { timeoutMs, ...ofEffects } = waits
  const kept = await openStorage({ databaseUrl, folder })
  const threadline = createThreadline({
    workspaceId: teamId,
    publicUrl: url,
    chat: { ...slackAdapter({ botToken, signingSecret, apiUrl: slack.apiUrl, timeoutMs }), limits },
    providers: { twilio: twilioProvider({ accountSid, authToken, apiUrl, timeoutMs }) },
    lines: lines.map((line, index) => ({ ...lineOf(line, index), notificationWindowMs })),
    ...kept,
    ...ofEffects,
    logger,
  })
  const server = createServer(threadline.nodeHandler)
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
  await threadline.start()
  return {
    chatUrl: `${url}/threadline/chat`,
    smsUrl: `${url}/threadline/sms/twilio`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await threadline.stop()
      await kept.storage?.stop()
    },
  }
}

const lineOf = ({ channelId, number }, index) => ({
  id: `line-${index}`,
  name: `Line ${index}`,
  channel: channelId,
  senders: [{ provider: 'twilio', address: number }],
})

async function openStorage({ databaseUrl, folder }) {
  if (databaseUrl) {
    const storage = postgresStorage({ url: databaseUrl, queue: postgresQueue({ url: databaseUrl, logger }) })
    await storage.start()
    return { storage }
  }
  if (!folder) return {}
  const storage = pgliteStorage({ folder })
  await storage.start()
  return { storage }
}

const ignore = () => undefined
const print = (fields, message) => console.error(message, JSON.stringify(fields))
const logger = { debug: ignore, info: ignore, warn: ignore, error: print }
