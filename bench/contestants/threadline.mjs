import { createServer } from 'node:http'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline } from '@threadline/core'
import { twilioProvider } from '@threadline/provider-twilio'
import { pgliteStorage, postgresQueue, postgresStorage } from '@threadline/storage-postgres'

/** Threadline with everything at its defaults. */
export async function start({ carrier, databaseUrl, folder, port, slack }) {
  const url = `http://127.0.0.1:${port}`
  const { accountSid, authToken, number } = carrier
  const { botToken, channelId, signingSecret, teamId } = slack
  const kept = await openStorage({ databaseUrl, folder })
  const threadline = createThreadline({
    workspaceId: teamId,
    publicUrl: url,
    chat: slackAdapter({ botToken, signingSecret, apiUrl: slack.apiUrl }),
    providers: { twilio: twilioProvider({ accountSid, authToken, apiUrl: carrier.apiUrl }) },
    lines: [{ channel: channelId, senders: [{ provider: 'twilio', address: number }] }],
    ...kept,
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
