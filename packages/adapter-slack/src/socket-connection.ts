import type { SocketModeClient } from '@slack/socket-mode'
import type { Logger, ThreadlineError } from '@threadline/core'

/** Longest wait between two attempts to connect, in milliseconds. */
const maximumDelayMs = 30_000

export interface ConnectionOptions {
  /** Takes each envelope. */
  readonly receive: (received: unknown) => void
  /** Turns an error of the SDK into one that may be shown. */
  readonly describeFailure: (error: unknown) => ThreadlineError
  readonly logger?: Logger | undefined
}

/** A connection that comes back by itself. */
export interface KeptConnection {
  /** Takes no more envelopes; Slack brings them again to whoever connects next. */
  stopReceiving(): void
  disconnect(): Promise<void>
}

/**
 * Connects, and connects again whenever Slack ends the connection, which it does every few hours. Throws only when the
 * first attempt fails.
 */
export async function keepConnected(client: SocketModeClient, options: ConnectionOptions): Promise<KeptConnection> {
  const { receive, describeFailure, logger } = options
  let isStopped = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    await client.start()
    failures = 0
    if (isStopped) await client.disconnect()
  }

  function reconnect(): void {
    if (isStopped || timer) return
    const delayMs = failures === 0 ? 0 : Math.min(500 * 2 ** failures, maximumDelayMs)
    timer = setTimeout(() => {
      timer = undefined
      connect().catch(tryAgain)
    }, delayMs)
  }

  function tryAgain(error: unknown): void {
    failures += 1
    if (isStopped) return
    logger?.warn({ failures, reason: describeFailure(error).message }, 'The connection to Slack is down.')
    reconnect()
  }

  client.on('slack_event', receive)
  client.on('error', () => {})
  try {
    await connect()
  } catch (error) {
    throw describeFailure(error)
  }
  client.on('disconnected', reconnect)

  return {
    stopReceiving() {
      isStopped = true
      clearTimeout(timer)
      client.off('slack_event', receive)
    },
    disconnect: () => client.disconnect(),
  }
}
