import type { Clock } from '@threadline/core'
import type { Faults } from '../faults.js'
import type { WebhookSender } from '../webhook-sender.js'
import type { AppManifest } from './app-manifest.js'
import type { Preferences } from './preferences.js'
import type { SlackRecord } from './state/record.js'

/** How the simulated workspace is set up. */
export interface SlackWorkspaceOptions {
  readonly clock: Clock
  /** Where a fault can be put on a method, by its name: `chat.postMessage`. */
  readonly faults: Faults
  /** Sends the events and interactions to the host. */
  readonly sender: WebhookSender
  /** @defaultValue Math.random */
  readonly random?: () => number
  /** Where signed events and interactions go. Absent: nowhere, until {@link SlackWorkspace.setWebhookUrl}. */
  readonly webhookUrl?: string
  /** @defaultValue T0SANDBOX */
  readonly teamId?: string
  /** Address of the workspace, with a trailing slash; links to messages begin with it. @defaultValue https://sandbox.slack.com/ */
  readonly teamUrl?: string
  /** Display and mention name of the app. @defaultValue threadline */
  readonly appName?: string
  readonly botToken?: string
  readonly appToken?: string
  readonly signingSecret?: string
  /**
   * Address under which the workspace is served, without a slash at the end: addresses of files and `response_url`s
   * begin with it. @defaultValue those of Slack, which nothing here serves
   */
  readonly publicUrl?: string
  /** How long Slack looks into an uploaded file before it is shared, in milliseconds, on the clock. @defaultValue 500 */
  readonly fileProcessingMs?: number
  /** Manifest of the app: its scopes, events and slash commands are what it has. @defaultValue that of Threadline */
  readonly manifest?: AppManifest
  /** Scopes of the bot token. @defaultValue those of the manifest */
  readonly scopes?: readonly string[]
  /** Events the app subscribes to, by the names of the manifest. @defaultValue those of the manifest */
  readonly subscriptions?: readonly string[]
  /** Slash commands of the app, with their slashes. @defaultValue those of the manifest */
  readonly commands?: readonly string[]
  /** The app may write to people directly: its Messages tab is on. @defaultValue as in the manifest */
  readonly messagesTab?: boolean
  /** `slack`: the tiers of https://docs.slack.dev/apis/web-api/rate-limits, on the clock. @defaultValue off */
  readonly rateLimits?: 'off' | 'slack'
  /** What the admins allow. @defaultValue everything */
  readonly preferences?: Partial<Preferences>
  /** `client_msg_id` of a post is honoured. Nobody outside Slack knows whether it is. @defaultValue false */
  readonly dedupeClientMsgId?: boolean
  /**
   * Waits before the retries of an event, in milliseconds, on the clock.
   *
   * @defaultValue [0, 60000, 300000], as Slack does: https://docs.slack.dev/apis/events-api/#retries
   */
  readonly retryDelaysMs?: readonly number[]
  /** What a workspace before this one had in it. @defaultValue nothing */
  readonly record?: SlackRecord
  /** Names of custom emoji. @defaultValue none */
  readonly customEmoji?: readonly string[]
}

/** Who the app is in this workspace, and the secrets it is known by. */
export interface Identity {
  readonly teamId: string
  readonly teamUrl: string
  readonly appId: string
  readonly appName: string
  readonly botUserId: string
  readonly botId: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  /** Where files are: the only place besides the API that may be shown the bot token. Without a slash at the end. */
  readonly filesUrl: string
  /** Where `response_url`s begin. Without a slash at the end. */
  readonly hooksUrl: string
}

/** Fills in what the options leave open. The secrets only look like secrets: they open nothing but the sandbox. */
export function identityOf(options: SlackWorkspaceOptions): Identity {
  return {
    teamId: options.teamId ?? 'T0SANDBOX',
    teamUrl: options.teamUrl ?? 'https://sandbox.slack.com/',
    appId: 'A0SANDBOX01',
    appName: options.appName ?? 'threadline',
    botUserId: 'U0SANDBOXBOT',
    botId: 'B0SANDBOXBOT',
    botToken: options.botToken ?? ['xoxb', 'sandbox', 'bot', 'token'].join('-'),
    appToken: options.appToken ?? ['xapp', 'sandbox', 'app', 'token'].join('-'),
    signingSecret: options.signingSecret ?? 'sandbox0signing0secret0000000000',
    filesUrl: options.publicUrl ?? 'https://files.slack.com',
    hooksUrl: options.publicUrl ?? 'https://hooks.slack.com',
  }
}
