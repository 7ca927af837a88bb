import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startSandbox, type Sandbox, type SlackMessage } from '@threadline/sandbox'
import { openDesk } from './open-desk.js'
import { senders } from './providers.js'

const customer = '+14155550123'

/** What became of one provider's turn. */
export interface Turn {
  readonly provider: string
  /** From which number the customer got our answer. */
  readonly answeredFrom: string
  /** Threads in the shared channel. */
  readonly threads: number
  /** What the app said in the thread about our number. */
  readonly notices: readonly string[]
}

/** Has a customer and the team talk while the line moves from provider to provider, with a restart in between. */
export async function* swap(): AsyncGenerator<Turn> {
  const folder = await mkdtemp(join(tmpdir(), 'swap-provider-'))
  const numbers = senders.map(({ address: number, provider: wire }) => ({ number, wire }))
  const sandbox = await startSandbox({ carrier: { numbers } })
  sandbox.carrier.addPhone({ number: customer, name: 'Jane', kind: 'mobile' })
  try {
    for (const [index, sender] of senders.entries()) {
      const desk = await openDesk(sandbox, folder, sender)
      if (index === 0) sandbox.carrier.text({ from: customer, to: sender.address, body: 'Hello?' })
      await until(() => roots(sandbox).length > 0)
      yield await answer(sandbox, sender.provider, `Answered by ${sender.provider}`)
      await sandbox.settled()
      await desk.stop()
    }
  } finally {
    await sandbox.stop()
    await rm(folder, { recursive: true })
  }
}

async function answer(sandbox: Sandbox, provider: string, text: string): Promise<Turn> {
  const thread = roots(sandbox)[0]?.ts
  const member = sandbox.slack.users().find(({ name }) => name === 'Ana')
  if (!thread || !member) throw new Error('There is no thread to answer in.')
  sandbox.slack.say({ as: member.id, channel: 'sms', thread, text })
  const received = () => sandbox.carrier.phone(customer).inbox.find(({ body }) => body === text)
  await until(() => received() !== undefined)
  await sandbox.settled()
  return {
    provider,
    answeredFrom: received()?.from ?? '',
    threads: roots(sandbox).length,
    notices: notices(sandbox, thread),
  }
}

const ours = ({ slack }: Sandbox, { bot_id: id }: SlackMessage): boolean => id === slack.identity.botId

const roots = (sandbox: Sandbox): readonly SlackMessage[] =>
  sandbox.slack
    .messages('sms')
    .filter((message) => ours(sandbox, message) && (!message.thread_ts || message.thread_ts === message.ts))

const notices = (sandbox: Sandbox, thread: string): readonly string[] =>
  sandbox.slack
    .thread('sms', thread)
    .filter((message) => ours(sandbox, message) && message.text.startsWith('Our number'))
    .map(({ text }) => text)

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 1_000) throw new Error('What was waited for did not happen within twenty seconds.')
    await pause(20)
  }
}
