import type { ChatOutcome, FormView, PostRef, PostView } from '@threadline/core'
import type { Permalink } from '../blocks/index.js'
import { refused, unknownOutcome } from '../errors.js'
import { ruleOf } from '../error-table.js'
import { textOf } from '../json.js'
import { createExpiringCache } from './expiring-cache.js'
import type { WebApi } from './web-api.js'

/** Where the workspace is on the web, as `https://acme.slack.com/`. */
export type WorkspaceUrl = (workspaceId: string) => Promise<ChatOutcome<string>>

/**
 * Asks Slack once where the workspace is.
 *
 * @see https://docs.slack.dev/reference/methods/auth.test
 */
export function createWorkspaceUrl(call: WebApi, now: () => Date): WorkspaceUrl {
  const urls = createExpiringCache<string>({ now, timeToLiveMs: Infinity, maximumSize: 100 })
  return async (workspaceId) => {
    const outcome = await urls.get(workspaceId, () => fetchUrl(call, workspaceId))
    // Nothing was posted yet, so this is a definite no.
    return outcome.type === 'unknown' ? refused('auth_test_failed', unreachable) : outcome
  }
}

/** The link that opens a post in its thread. */
export function permalinkOf(workspaceUrl: string, { channelId, messageId }: PostRef): string {
  const link = new URL(`archives/${encodeURIComponent(channelId)}/p${messageId.replace('.', '')}`, workspaceUrl)
  link.search = new URLSearchParams({ thread_ts: messageId, cid: channelId }).toString()
  return link.href
}

/** Links to posts and channels in a workspace. */
export function linksTo(workspaceUrl: string): Permalink {
  return (target) =>
    'channel' in target ? channelLinkOf(workspaceUrl, target.channel) : permalinkOf(workspaceUrl, target)
}

/** The link that opens a channel. */
export function channelLinkOf(workspaceUrl: string, channelId: string): string {
  return new URL(`archives/${encodeURIComponent(channelId)}`, workspaceUrl).href
}

/**
 * Whether drawing this view takes a link to a post. The dashboard's own does not, but forms opened from it do, and who
 * waits for a form cannot wait for Slack to say where the workspace is.
 */
export function needsPermalink(view: PostView): boolean {
  switch (view.type) {
    case 'dashboard':
    case 'notification':
      return true
    case 'notice':
    case 'alert':
      return view.link !== undefined
    case 'panel':
      return opensPost(view.items)
    default:
      return false
  }
}

/** Whether a form has a button that opens a post. */
export function formNeedsPermalink({ items }: FormView): boolean {
  return opensPost(items)
}

function opensPost(items: FormView['items']): boolean {
  return items.some((item) => 'buttons' in item && item.buttons?.some(({ opens }) => opens !== undefined))
}

const unreachable = {
  ...ruleOf('auth_test_failed'),
  category: 'platform-down',
  retryAfterMs: 5_000,
  detail: 'Slack did not say where the workspace is, so nothing was posted.',
} as const

async function fetchUrl(call: WebApi, workspaceId: string): Promise<ChatOutcome<string>> {
  const outcome = await call({ workspaceId, method: 'auth.test', args: {} })
  if (outcome.type !== 'done') return outcome
  const url = textOf(outcome.value.url)
  if (!url || !URL.canParse(url)) return unknownOutcome('Slack did not say where the workspace is.')
  return { type: 'done', value: url.endsWith('/') ? url : `${url}/` }
}
