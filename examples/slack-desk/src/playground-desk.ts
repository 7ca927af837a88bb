import type { DeskProcess, MovingClock, Sandbox } from '@threadline/sandbox'
import { startHost, type HostProcess, type HostStep } from './host-process.js'
import { hostEnvironment, playgroundNumbers, providerOf } from './playground-provider.js'

export interface PlaygroundDeskOptions {
  readonly sandbox: Sandbox
  readonly clock: MovingClock
  /** Where the host is to listen. */
  readonly url: string
  /** Variables of the host besides those that say where Slack and the carriers are. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Who carries the texts at first. */
  readonly provider: string
  readonly onStep: (step: HostStep) => void
}

/** The host beside a sandbox, in a process that can be killed and started again at will. */
export interface PlaygroundDesk extends DeskProcess {
  stop(): Promise<void>
}

/** Makes the handle of a host that does not run yet. */
export function playgroundDesk({
  clock,
  env,
  onStep,
  sandbox,
  url,
  ...options
}: PlaygroundDeskOptions): PlaygroundDesk {
  const providers: readonly string[] = playgroundNumbers.map(({ wire }) => wire)
  const listeners = new Set<() => void>()
  let state: DeskProcess['state'] = 'stopped'
  let provider = providers.includes(options.provider) ? options.provider : 'twilio'
  let host: HostProcess | undefined
  let starting: AbortController | undefined
  let isKilled = false
  let turn: Promise<void> = Promise.resolve()

  function become(next: DeskProcess['state']): void {
    state = next
    for (const listener of listeners) listener()
  }

  async function start(): Promise<void> {
    if (host) return
    isKilled = false
    become('starting')
    try {
      starting = new AbortController()
      host = await startHost(environment(), onStep, starting.signal)
    } catch (error) {
      become('stopped')
      if (isKilled) return
      throw error
    }
    const started = host
    void started.ended.then(() => host === started && gone())
    become('running')
  }

  function gone(): void {
    host = undefined
    become('stopped')
  }

  function environment(): Readonly<Record<string, string | undefined>> {
    const place = { PORT: new URL(url).port, PUBLIC_URL: url, CLOCK_AHEAD_MS: String(clock.aheadMs) }
    return { ...env, ...hostEnvironment(sandbox, provider), ...place }
  }

  /** One thing at a time: whoever starts it twice starts it once. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  // What is said before it runs is on its way to it, and waits.
  connect(sandbox, url)
  clock.onMove((aheadMs) => host?.tell({ type: 'clock', aheadMs }))
  return {
    get state() {
      return state
    },
    get provider() {
      return provider
    },
    providers,
    kill() {
      isKilled = true
      starting?.abort()
    },
    start: () => inTurn(start),
    use(wanted) {
      if (!providers.includes(wanted)) throw new Error(`There is no provider “${wanted}”.`)
      return inTurn(async () => {
        await host?.stop()
        provider = wanted
        await start()
      })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    stop: () => inTurn(async () => host?.stop()),
  }
}

function connect(sandbox: Sandbox, url: string): void {
  sandbox.connect({
    chatWebhookUrl: `${url}/threadline/chat`,
    smsWebhookUrl: (number) => `${url}/threadline/sms/${providerOf(number)}`,
  })
}
