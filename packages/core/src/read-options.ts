import { lineAutomationDefaults } from './domain/line-automations.js'
import { lineConsentDefaults } from './domain/line-consent.js'
import { problemOfLine, type Line, type LineSettings } from './domain/line.js'
import type { Retention } from './domain/retention.js'
import { usualStatusWords } from './domain/status-word.js'
import { ThreadlineError } from './errors.js'
import type { LineOptions, RetentionOptions, ThreadlineOptions } from './options.js'

/** What of the options needs checking, checked and with defaults filled in. */
export interface CheckedOptions {
  readonly workspaceId: string
  /** Without a slash at its end. */
  readonly publicUrl: string
  /** With a slash in front and none at its end. */
  readonly basePath: string
  readonly lines: readonly [Line, ...Line[]]
  readonly callTimeoutMs: number
  readonly leaseMs: number
  readonly retention: Retention
}

/** Checks the options. @throws ThreadlineError `configuration.invalid`, with what to change */
export function readOptions(options: ThreadlineOptions): CheckedOptions {
  const { basePath = '/threadline', providers, workspaceId } = options
  requireKey('workspaceId', workspaceId)
  for (const key of Object.keys(providers)) requireKey(`the provider key “${key}”`, key)
  if (!/^(\/[A-Za-z0-9._~-]+)+$/.test(basePath))
    throw invalid('basePath is a path such as /threadline, without a slash at its end')
  return {
    workspaceId,
    basePath,
    publicUrl: readPublicUrl(options),
    lines: readLines(options),
    ...readLimits(options),
    retention: readRetention(options),
  }
}

function readLimits(options: ThreadlineOptions): Pick<CheckedOptions, 'callTimeoutMs' | 'leaseMs'> {
  const { callTimeoutMs = 30_000, leaseMs = 10_000 } = options
  if (!(callTimeoutMs > 0)) throw invalid('callTimeoutMs must be above 0')
  if (!(leaseMs >= 1_000) || !Number.isFinite(leaseMs))
    throw invalid('leaseMs must be 1000 or more: a process that is only slow must not be taken for dead')
  return { callTimeoutMs, leaseMs }
}

function readRetention({ retention = {} }: ThreadlineOptions): Retention {
  const { claimsDays = 30, receiptsDays = 7, textsDays } = retention
  return {
    ...(textsDays !== undefined && { textsMs: readDays('textsDays', textsDays, 1) }),
    claimsMs: readDays('claimsDays', claimsDays, 2),
    receiptsMs: readDays('receiptsDays', receiptsDays, 1),
  }
}

/** A day that is no number would be taken for no limit, or for all of time. */
function readDays(name: keyof RetentionOptions, days: number, least: number): number {
  if (!(days >= least && days <= 36_500)) throw invalid(`retention.${name} must be from ${least} to 36500 days`)
  return days * 86_400_000
}

/** Becomes part of keys, references and paths, where other characters have a meaning. */
function requireKey(what: string, value: string): void {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(value)) throw invalid(`${what} must be 1 to 64 letters, digits, - or _`)
}

function readPublicUrl({ publicUrl }: ThreadlineOptions): string {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
  if (!isOrigin) throw invalid('publicUrl is an origin such as https://sms.example.com; put a path into basePath')
  return url.origin
}

function readLines(options: ThreadlineOptions): readonly [Line, ...Line[]] {
  const [first, ...rest] = options.lines ?? []
  if (!first) throw invalid('lines must have at least one line')
  const lines: readonly [Line, ...Line[]] = [readLine(first, options), ...rest.map((line) => readLine(line, options))]
  requireDistinct(
    lines.map(({ id }) => id),
    'every line needs an id of its own',
  )
  requireDistinct(
    lines.map(({ channel }) => channel),
    'every line needs a shared channel of its own',
  )
  const senders = lines.flatMap((line) => line.senders.map(({ address, provider }) => `${provider} ${address}`))
  requireDistinct(senders, 'two lines cannot share a number')
  return lines
}

function requireDistinct(values: readonly string[], sentence: string): void {
  if (new Set(values).size < values.length) throw invalid(sentence)
}

function readLine(options: LineOptions, { providers }: ThreadlineOptions): Line {
  const { id = 'main', senders } = options
  if (!senders?.[0]) throw invalid(`line “${id}” needs at least one sender`)
  if (senders.every(({ receivesOnly }) => receivesOnly)) {
    throw invalid(`line “${id}” needs a sender that sends: all of its numbers take texts in only`)
  }
  for (const { address, provider } of senders) {
    if (!Object.hasOwn(providers, provider))
      throw invalid(`line “${id}” sends by “${provider}”, which is not in providers`)
    if (!/^(\+[1-9]\d{1,14}|[A-Za-z0-9 ]{2,34})$/.test(address)) {
      throw invalid(`line “${id}” needs its numbers in full, with + and country code, such as +14155550100`)
    }
  }
  const line: Line = { ...lineDefaults, name: id, ...withoutUndefined(options), id, senders }
  const problem = problemOfLine(line)
  if (problem) throw invalid(`line “${id}” ${problem}`)
  return line
}

const lineDefaults: Omit<LineSettings, 'name'> = {
  channel: '#sms',
  defaultCountry: 'US',
  notificationWindowMs: 180_000,
  firstReplierOwns: false,
  autoCloseMs: 0,
  ...usualStatusWords,
  unassignOnClose: true,
  smartQuotes: 'keep',
  longTexts: 'refuse',
  bigFiles: 'refuse',
  channelPrivacy: 'public',
  sendMode: 'reply-all',
  signature: '',
  collisionWindowMs: 20_000,
  undoWindowMs: 0,
  warnAboveSegments: 3,
  broadcastPerMinute: 60,
  broadcastsTo: 'everybody',
  quietHours: 'off',
  ...lineConsentDefaults,
  ...lineAutomationDefaults,
}

/** What was left out, however it was left out, has its default. */
function withoutUndefined<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>
}

function invalid(what: string): ThreadlineError {
  return new ThreadlineError('configuration.invalid', `Threadline cannot start: ${what}.`)
}
