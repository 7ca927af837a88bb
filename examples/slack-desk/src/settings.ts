import { existsSync } from 'node:fs'

/** What the environment says. */
export type Settings = RealSettings | SandboxSettings

/** Slack and Twilio as they are. */
export interface RealSettings {
  readonly mode: 'real'
  readonly port: number
  readonly publicUrl: string
  readonly line: LineSettings
  readonly slack: {
    readonly botToken: string
    readonly signingSecret: string | undefined
    readonly appToken: string | undefined
    readonly workspaceId: string | undefined
    /** Another address of Slack's API, such as a proxy's. */
    readonly apiUrl: string | undefined
  }
  readonly twilio: {
    readonly accountSid: string
    readonly authToken: string
    /** Another address of Twilio's API, such as a region's. */
    readonly apiUrl: string | undefined
  }
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
  readonly line: Omit<LineSettings, 'number'>
}

export interface LineSettings {
  readonly number: string
  readonly channel: string
  readonly defaultCountry: string
  readonly notificationWindowMs: number
}

const credentials = ['SLACK_BOT_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_NUMBER'] as const

/** Reads `.env`, when there is one, into the environment; what is already set wins. */
export function loadEnvFile(path = '.env'): void {
  if (existsSync(path)) process.loadEnvFile(path)
}

/**
 * Reads the settings. All of the credentials: real; none: sandbox; some: an error that names what is missing.
 *
 * @throws Error with a sentence for the person at the terminal
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = credentials.filter((name) => env[name])
  const line = readLine(env)
  if (given.length === 0) return { mode: 'sandbox', port: readNumber(env, 'PORT', 4010), line }
  const missing: string[] = credentials.filter((name) => !env[name])
  if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) missing.push('SLACK_SIGNING_SECRET (or SLACK_APP_TOKEN)')
  if (!env.PUBLIC_URL) missing.push('PUBLIC_URL')
  if (missing.length > 0) throw new Error(`Missing in the environment: ${missing.join(', ')}. See .env.example.`)
  return {
    mode: 'real',
    port: readNumber(env, 'PORT', 3000),
    publicUrl: env.PUBLIC_URL ?? '',
    line: { ...line, number: env.TWILIO_NUMBER ?? '' },
    slack: {
      botToken: env.SLACK_BOT_TOKEN ?? '',
      signingSecret: env.SLACK_SIGNING_SECRET || undefined,
      appToken: env.SLACK_APP_TOKEN || undefined,
      workspaceId: env.SLACK_TEAM_ID || undefined,
      apiUrl: env.SLACK_API_URL || undefined,
    },
    twilio: {
      accountSid: env.TWILIO_ACCOUNT_SID ?? '',
      authToken: env.TWILIO_AUTH_TOKEN ?? '',
      apiUrl: env.TWILIO_API_URL || undefined,
    },
    keeping: env.DATABASE_URL
      ? { type: 'postgres', url: env.DATABASE_URL }
      : { type: 'folder', folder: env.THREADLINE_FOLDER || '.threadline' },
  }
}

function readLine(env: Readonly<Record<string, string | undefined>>): Omit<LineSettings, 'number'> {
  return {
    channel: env.SLACK_CHANNEL || '#sms',
    defaultCountry: env.DEFAULT_COUNTRY || 'US',
    notificationWindowMs: readNumber(env, 'NOTIFICATION_WINDOW_SECONDS', 180) * 1_000,
  }
}

function readNumber(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number): number {
  const value = env[name] ? Number(env[name]) : otherwise
  if (Number.isInteger(value) && value >= 0) return value
  throw new Error(`${name} must be a whole number, not “${env[name]}”.`)
}
