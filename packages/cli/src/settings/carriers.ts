import { ThreadlineError, type Sender, type SmsProvider } from '@threadline/core'
import { messagebirdProvider } from '@threadline/provider-messagebird'
import { twilioProvider } from '@threadline/provider-twilio'
import { vonageProvider } from '@threadline/provider-vonage'
import type { Env } from './env-file.js'

/** Who carries the texts: one provider, with our number there. */
export interface Carrier extends Sender {
  /** @param now the clock that ages of webhooks are measured by; the system's when absent */
  readonly make: (now?: () => Date) => SmsProvider
}

/** What a provider needs of the environment, and how it is made of that. */
interface Kind {
  readonly number: string
  readonly needs: readonly string[]
  make(value: (name: string) => string, optional: (name: string) => string | undefined, now?: () => Date): SmsProvider
}

const kinds: Readonly<Record<string, Kind>> = {
  twilio: {
    number: 'TWILIO_NUMBER',
    needs: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
    make: (value, optional, now) =>
      twilioProvider({
        accountSid: value('TWILIO_ACCOUNT_SID'),
        authToken: value('TWILIO_AUTH_TOKEN'),
        apiUrl: optional('TWILIO_API_URL'),
        now,
      }),
  },
  vonage: {
    number: 'VONAGE_NUMBER',
    needs: ['VONAGE_API_KEY', 'VONAGE_SIGNATURE_SECRET', 'VONAGE_APPLICATION_ID', 'VONAGE_PRIVATE_KEY'],
    make: (value, optional, now) =>
      vonageProvider({
        apiKey: value('VONAGE_API_KEY'),
        signatureSecret: value('VONAGE_SIGNATURE_SECRET'),
        applicationId: value('VONAGE_APPLICATION_ID'),
        privateKey: value('VONAGE_PRIVATE_KEY'),
        apiUrl: optional('VONAGE_API_URL'),
        now,
      }),
  },
  messagebird: {
    number: 'MESSAGEBIRD_NUMBER',
    needs: ['MESSAGEBIRD_API_KEY', 'MESSAGEBIRD_SIGNING_KEY'],
    make: (value, optional, now) =>
      messagebirdProvider({
        api: 'classic',
        apiKey: value('MESSAGEBIRD_API_KEY'),
        signingKey: value('MESSAGEBIRD_SIGNING_KEY'),
        apiUrl: optional('MESSAGEBIRD_API_URL'),
        now,
      }),
  },
  bird: {
    number: 'BIRD_NUMBER',
    needs: ['BIRD_API_KEY', 'BIRD_SIGNING_KEY'],
    make: (value, optional, now) =>
      messagebirdProvider({
        api: 'bird',
        apiKey: value('BIRD_API_KEY'),
        signingKey: value('BIRD_SIGNING_KEY'),
        apiUrl: optional('BIRD_API_URL'),
        now,
      }),
  },
}

export interface CarriersReading {
  /** In order of preference. */
  readonly carriers: readonly Carrier[]
  /** The others that are set up in full: they send nothing, and still hear what became of texts they sent before. */
  readonly idle: readonly Carrier[]
  /** Whether anything of any of them is set. */
  readonly isAny: boolean
  /** Variables that are not set and must be. */
  readonly missing: readonly string[]
}

/**
 * Reads who carries the texts: those that `SMS_PROVIDERS` names, in its order, or else those of which anything is set.
 *
 * @throws ThreadlineError `configuration.invalid` when it names one that is not known
 */
export function readCarriers(env: Env): CarriersReading {
  const given = Object.keys(kinds).filter((name) => variablesOf(name).some((variable) => env[variable]))
  const named = (env.SMS_PROVIDERS ?? '').split(/[\s,]+/).filter(Boolean)
  const unknown = named.find((name) => !Object.hasOwn(kinds, name))
  if (unknown) {
    const known = Object.keys(kinds).join(', ')
    throw new ThreadlineError('configuration.invalid', `SMS_PROVIDERS takes ${known}, not “${unknown}”.`)
  }
  const chosen = [named, given, ['twilio']].find((names) => names.length > 0) ?? []
  return {
    carriers: chosen.flatMap((name) => carrierOf(name, env) ?? []),
    idle: given
      .filter((name) => !chosen.includes(name) && isComplete(name, env))
      .flatMap((name) => carrierOf(name, env) ?? []),
    isAny: given.length > 0,
    missing: chosen.flatMap((name) => variablesOf(name).filter((variable) => !env[variable])),
  }
}

function isComplete(name: string, env: Env): boolean {
  return variablesOf(name).every((variable) => env[variable])
}

function variablesOf(name: string): readonly string[] {
  const kind = kinds[name]
  return kind ? [...kind.needs, kind.number] : []
}

function carrierOf(provider: string, env: Env): Carrier | undefined {
  const kind = kinds[provider]
  if (!kind) return undefined
  const optional = (name: string) => env[name] || undefined
  const value = (name: string) => env[name] ?? ''
  return { provider, address: value(kind.number), make: (now) => kind.make(value, optional, now) }
}
