import { readFile } from 'node:fs/promises'
import { createEmulator } from 'emulate'

/** A message as the emulated Slack holds it. */
export interface SlackMessage {
  readonly ts: string
  readonly user: string
  readonly text: string
  readonly thread_ts?: string
  readonly client_msg_id?: string
  readonly username?: string
  readonly edited?: { readonly user: string; readonly ts: string }
  readonly blocks?: readonly unknown[]
  readonly metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> }
  readonly reactions?: readonly {
    readonly name: string
    readonly users: readonly string[]
    readonly count: number
  }[]
}

/** Who has a token here: the desk's own app, two teammates, and an app that is not ours. */
export type SlackActor = 'desk' | 'ana' | 'ben' | 'deploybot'

/** A Slack workspace that nobody here wrote. What it is asked here goes straight to it, past every relay. */
export interface EmulatedSlack {
  /** `http://127.0.0.1:49152` */
  readonly origin: string
  readonly teamId: string
  /** The shared channel, `#sms`. */
  readonly channelId: string
  idOf(actor: SlackActor): string
  tokenOf(actor: SlackActor): string
  /** Calls a method of the Web API. @throws Error when Slack refuses it */
  call(actor: SlackActor, method: string, args?: Readonly<Record<string, string>>): Promise<SlackAnswer>
  /** What Slack sends along with a click, so that a form can be opened for whoever clicked. Lives for 3 seconds. */
  trigger(actor: SlackActor): Promise<string>
  /** What stands at the top of the channel, oldest first. */
  roots(): Promise<readonly SlackMessage[]>
  /** A thread, oldest first, its root included. */
  thread(root: string): Promise<readonly SlackMessage[]>
  close(): Promise<void>
}

export interface SlackAnswer {
  readonly ok: boolean
  readonly error?: string
  readonly ts: string
  readonly team_id: string
  readonly user_id: string
  readonly trigger_id: string
  readonly messages: readonly SlackMessage[]
  readonly channels: readonly { readonly id: string; readonly name: string }[]
}

const bots = { desk: 'U0WITNESS01', deploybot: 'U0WITNESS02' } as const
const people = ['ana', 'ben'] as const

export async function startEmulatedSlack(): Promise<EmulatedSlack> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: await seed() } })
  const origin = `http://127.0.0.1:${new URL(emulator.url).port}`
  const ids = new Map<SlackActor, string>(Object.entries(bots) as [SlackActor, string][])

  async function call(
    actor: SlackActor,
    method: string,
    args: Readonly<Record<string, string>> = {},
  ): Promise<SlackAnswer> {
    const response = await fetch(`${origin}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokenOf(actor)}` },
      body: new URLSearchParams(args),
    })
    const answer = (await response.json()) as SlackAnswer
    if (!answer.ok) throw new Error(`${method} was refused: ${answer.error}`)
    return answer
  }

  for (const person of people) ids.set(person, (await call(person, 'auth.test')).user_id)
  const { channels } = await call('ana', 'conversations.list')
  const channelId = channels.find(({ name }) => name === 'sms')?.id ?? ''
  await call('ana', 'conversations.invite', { channel: channelId, users: Object.values(bots).join(',') })
  const read = async (method: string, args: Readonly<Record<string, string>>) =>
    (await call('ana', method, { channel: channelId, limit: '1000', ...args })).messages

  return {
    origin,
    teamId: (await call('ana', 'auth.test')).team_id,
    channelId,
    idOf: (actor) => ids.get(actor) ?? '',
    tokenOf,
    call,
    trigger: async (actor) =>
      (await call('desk', 'views.generateTriggerId', { user_id: ids.get(actor) ?? '' })).trigger_id,
    roots: async () => (await read('conversations.history', {})).toReversed(),
    thread: (root) => read('conversations.replies', { ts: root }),
    close: () => emulator.close(),
  }
}

function tokenOf(actor: SlackActor): string {
  return `xoxb-witness-${actor}`
}

/** The desk gets the scopes of the manifest it ships, and Slack is told to insist on them. */
async function seed(): Promise<Readonly<Record<string, unknown>>> {
  return {
    strict_scopes: true,
    users: people.map((name) => ({ name, real_name: name })),
    channels: [{ name: 'sms' }],
    oauth_apps: Object.entries(bots).map(([name, bot_user_id]) => ({
      client_id: name,
      client_secret: 'not-used',
      name,
      redirect_uris: [],
      bot_user_id,
    })),
    tokens: [
      { token: tokenOf('desk'), user_id: bots.desk, scopes: await scopesOfManifest() },
      { token: tokenOf('deploybot'), user_id: bots.deploybot },
      ...people.map((user) => ({ token: tokenOf(user), user })),
    ],
  }
}

async function scopesOfManifest(): Promise<readonly string[]> {
  const path = new URL('../../../packages/adapter-slack/manifest.json', import.meta.url)
  const manifest = JSON.parse(await readFile(path, 'utf8')) as {
    readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } }
  }
  return manifest.oauth_config.scopes.bot
}
