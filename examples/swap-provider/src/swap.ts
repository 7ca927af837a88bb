import { setTimeout as pause } from 'node:timers/promises'
import type { Sender, Storage } from '@threadline/core'
import { startSandbox, type Sandbox, type SlackMessage } from '@threadline/sandbox'
import { openDesk, type Desk } from './open-desk.js'
import { senders } from './providers.js'

const customer = '+14155550123'
const hourMs = 60 * 60_000

/** What became of one provider's turn. */
export interface Turn {
  readonly provider: string
  /** What the customer got from the number there. */
  readonly texts: readonly string[]
  /** Threads in the shared channel. */
  readonly threads: number
  /** What the app said in the thread about our number. */
  readonly notices: readonly string[]
}

/**
 * Has a customer and the team talk while the line moves from provider to provider. The host is stopped and started in
 * between; only the storage stays, and in it a text that is scheduled and one that was about to leave.
 */
export async function* swap(storage: Storage): AsyncGenerator<Turn> {
  const numbers = senders.map(({ address: number, provider: wire }) => ({ number, wire }))
  const sandbox = await startSandbox({ carrier: { numbers } })
  sandbox.carrier.addPhone({ number: customer, name: 'Jane', kind: 'mobile' })
  try {
    let waiting: Waiting = { scheduled: [], texts: [] }
    for (const sender of senders) {
      const desk = await openDesk(sandbox, storage, sender)
      yield await takeTurn(sandbox, desk, sender, waiting)
      waiting = await stopAmidst(desk, sender.provider)
    }
  } finally {
    await sandbox.stop()
  }
}

/** What a stopped host leaves behind. */
interface Waiting {
  /** Ids of texts that are scheduled. */
  readonly scheduled: readonly string[]
  readonly texts: readonly string[]
}

async function takeTurn(
  sandbox: Sandbox,
  { threadline }: Desk,
  { address, provider }: Sender,
  waiting: Waiting,
): Promise<Turn> {
  const received = () => sandbox.carrier.phone(customer).inbox.filter(({ from }) => from === address)
  if (roots(sandbox).length === 0) sandbox.carrier.text({ from: customer, to: address, body: 'Hello?' })
  await until(() => roots(sandbox).length > 0)
  for (const messageId of waiting.scheduled) await threadline.texts.sendNow(messageId)
  const thread = say(sandbox, `Answered by ${provider}`)
  const expected = [...waiting.texts, `Answered by ${provider}`]
  await until(() => expected.every((text) => received().some(({ body }) => body === text)))
  await sandbox.settled()
  return {
    provider,
    texts: received().map(({ body }) => body),
    threads: roots(sandbox).length,
    notices: notices(sandbox, thread),
  }
}

/** One text is scheduled, and the host's own code has another one while the host goes down. */
async function stopAmidst({ stop, threadline }: Desk, provider: string): Promise<Waiting> {
  const [later, last] = [`Scheduled with ${provider}`, `Queued with ${provider}`]
  const at = new Date(Date.now() + hourMs)
  const { messageId } = await threadline.send({ to: customer, text: later, at })
  await stop()
  await threadline.send({ to: customer, text: last })
  return { scheduled: [messageId], texts: [later, last] }
}

/** Ana writes in the customer's thread. */
function say({ slack }: Sandbox, text: string): string {
  const root = slack.messages('sms').find((message) => message.bot_id === slack.identity.botId)
  const member = slack.users().find(({ name }) => name === 'Ana')
  if (!root || !member) throw new Error('There is no thread to answer in.')
  slack.say({ as: member.id, channel: 'sms', thread: root.ts, text })
  return root.ts
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
