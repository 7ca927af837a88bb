import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline, type Sender, type Storage, type Threadline } from '@threadline/core'
import type { Sandbox } from '@threadline/sandbox'
import { allProviders, senders } from './providers.js'

export interface Desk {
  readonly threadline: Threadline
  stop(): Promise<void>
}

/** Starts the host as it would be started after a change of its configuration: the only thing that differs is the sender. */
export async function openDesk(sandbox: Sandbox, storage: Storage, sender: Sender): Promise<Desk> {
  const { botToken, signingSecret, teamId } = sandbox.slack.identity
  const server = createServer((request, response) => threadline.nodeHandler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const threadline = createThreadline({
    storage,
    workspaceId: teamId,
    publicUrl,
    chat: slackAdapter({ botToken, signingSecret, apiUrl: sandbox.slackApiUrl }),
    providers: allProviders(sandbox),
    lines: [{ name: 'Support', senders: [sender] }],
  })
  sandbox.connect({
    chatWebhookUrl: `${publicUrl}/threadline/chat`,
    smsWebhookUrl: (number) => `${publicUrl}/threadline/sms/${providerOf(number)}`,
  })
  await threadline.start()
  return {
    threadline,
    async stop() {
      await threadline.stop()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

const providerOf = (number: string): string =>
  senders.find(({ address }) => address === number)?.provider ?? senders[0].provider
