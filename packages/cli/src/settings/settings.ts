import { ThreadlineError } from '@threadline/core'
import { readCarriers, type Carrier } from './carriers.js'
import type { Env } from './env-file.js'

/** What the environment says of a desk. */
export type DeskSettings = RealSettings | SandboxSettings

/** Slack and the providers as they are. */
export interface RealSettings {
  readonly mode: 'real'
  readonly port: number
  readonly publicUrl: string
  readonly line: DeskLine
  readonly slack: {
    readonly botToken: string
    readonly signingSecret: string | undefined
    readonly appToken: string | undefined
    readonly workspaceId: string | undefined
    /** Another address of Slack's API, such as a proxy's. */
    readonly apiUrl: string | undefined
  }
  /** Who carries the texts, in order of preference. */
  readonly carriers: readonly [Carrier, ...Carrier[]]
  /** Providers that send nothing any more, and whose receipts still come. */
  readonly idle: readonly Carrier[]
  readonly keeping: KeepingSettings
}

/** Where everything is kept: a folder for one process, or PostgreSQL for any number of them. */
export type KeepingSettings =
  | { readonly type: 'folder'; readonly folder: string }
  | { readonly type: 'postgres'; readonly url: string }

/** No credentials: a workspace and a carrier on this machine. */
export interface SandboxSettings {
  readonly mode: 'sandbox'
  /** Port of the page. */
  readonly port: number
  /** Where the workspace, the phones and the desk are kept. */
  readonly folder: string
}

export interface DeskLine {
  readonly channel: string
  readonly defaultCountry: string
  readonly notificationWindowMs: number
}

/**
 * Reads the settings. All of the credentials: real; none: sandbox; some: an error that names what is missing.
 *
 * @throws ThreadlineError `configuration.invalid` with a sentence for the person at the terminal
 */
export function readDeskSettings(env: Env): DeskSettings {
  const { carriers, idle, isAny, missing: missingOfCarriers } = readCarriers(env)
  const line = readLine(env)
  if (!isAny && !env.SLACK_BOT_TOKEN)
    return { mode: 'sandbox', port: readNumber(env, 'PORT', 4010), folder: readFolder(env) }
  const missing: string[] = [...(env.SLACK_BOT_TOKEN ? [] : ['SLACK_BOT_TOKEN']), ...missingOfCarriers]
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) missing.push('SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN)')
  if (!env.PUBLIC_URL) missing.push('PUBLIC_URL')
  const [first, ...others] = carriers
  if (!first || missing.length > 0)
    throw invalid(`Missing in the environment: ${missing.join(', ')}. See .env.example.`)
  return {
    mode: 'real',
    port: readNumber(env, 'PORT', 3000),
    publicUrl: env.PUBLIC_URL ?? '',
    line,
    slack: {
      botToken: env.SLACK_BOT_TOKEN ?? '',
      signingSecret: env.SLACK_SIGNING_SECRET || undefined,
      appToken: env.SLACK_APP_TOKEN || undefined,
      workspaceId: env.SLACK_TEAM_ID || undefined,
      apiUrl: env.SLACK_API_URL || undefined,
    },
    carriers: [first, ...others],
    keeping: readKeeping(env),
    idle,
  }
}

/** Reads where everything is kept. Takes none of the credentials. */
export function readKeeping(env: Env): KeepingSettings {
  if (env.DATABASE_URL) return { type: 'postgres', url: env.DATABASE_URL }
  return { type: 'folder', folder: readFolder(env) }
}

function readFolder(env: Env): string {
  return env.THREADLINE_FOLDER || '.threadline'
}

function readLine(env: Env): DeskLine {
  return {
    channel: env.SLACK_CHANNEL || '#sms',
    defaultCountry: env.DEFAULT_COUNTRY || 'US',
    notificationWindowMs: readNumber(env, 'NOTIFICATION_WINDOW_SECONDS', 180) * 1_000,
  }
}

function readNumber(env: Env, name: string, otherwise: number): number {
  const value = env[name] ? Number(env[name]) : otherwise
  if (Number.isInteger(value) && value >= 0) return value
  throw invalid(`${name} must be a whole number, not “${env[name]}”.`)
}

const invalid = (sentence: string): ThreadlineError => new ThreadlineError('configuration.invalid', sentence)
