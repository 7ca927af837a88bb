import type { WebClient } from '@slack/web-api'
import type { ChatOutcome } from '@threadline/core'
import { classify, rateLimited } from '../errors.js'
import { objectOf, type JsonObject } from '../json.js'
import type { SlackMethod } from '../rights.js'
import { loadClient, type ClientSettings } from './client.js'
import { createRateGate } from './rate-gate.js'

/** One call of a Web API method. */
export interface WebCall {
  readonly workspaceId: string
  readonly method: SlackMethod
  readonly args: JsonObject
  /** The channel whose own limit this call counts against; absent when the method is limited as a whole. */
  readonly limitedIn?: string
}

/** Calls a method once. Never throws for what Slack or the network does; `done` holds Slack's answer. */
export type WebApi = (call: WebCall) => Promise<ChatOutcome<JsonObject>>

/**
 * Makes the one way to Slack's Web API. After a rate limit no call of that kind leaves until Slack's wait is over.
 *
 * @see https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createWebApi(settings: ClientSettings & { readonly now: () => Date }): WebApi {
  const gate = createRateGate(settings.now)
  const client = lazily(() => loadClient(settings))

  return async (call) => {
    const key = [call.workspaceId, call.method, call.limitedIn ?? ''].join(' ')
    const waitMs = gate.remainingMs(key)
    if (waitMs > 0) return rateLimited(waitMs)
    const outcome = await callOnce(await client(), call)
    if (isRateLimited(outcome)) gate.close(key, outcome.retryAfterMs ?? 0)
    return outcome
  }
}

async function callOnce(client: WebClient, { method, args }: WebCall): Promise<ChatOutcome<JsonObject>> {
  try {
    return { type: 'done', value: objectOf(await client.apiCall(method, { ...args })) }
  } catch (error) {
    return classify(error)
  }
}

function isRateLimited(outcome: ChatOutcome<JsonObject>): outcome is ChatOutcome<never> & { type: 'refused' } {
  return outcome.type === 'refused' && outcome.failure.category === 'rate-limited'
}

/** Does the work on first use. A failure is not kept. */
function lazily<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
}
