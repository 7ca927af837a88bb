import type { Env } from '../settings/env-file.js'
import { right, unknown, wrong, type Finding } from './finding.js'

/** How a variable looks when it is the right one, and where it is found. */
interface Shape {
  readonly looks: RegExp
  readonly advice: string
}

const number: Shape = {
  looks: /^(\+[1-9]\d{6,14}|\d{3,6}|(?=.*[A-Za-z])[A-Za-z0-9 ]{2,11})$/,
  advice: 'write the number in full, with + and country code, such as +14155550100',
}

const shapes: Readonly<Record<string, Shape>> = {
  SLACK_BOT_TOKEN: { looks: /^xoxb-[\w-]+$/, advice: 'it begins with xoxb-, under “OAuth & Permissions” of the app' },
  SLACK_SIGNING_SECRET: {
    looks: /^[0-9a-f]{32}$/,
    advice: 'it has 32 digits and letters a to f, under “Basic Information” of the app',
  },
  SLACK_APP_TOKEN: { looks: /^xapp-[\w-]+$/, advice: 'it begins with xapp-, under “App-Level Tokens” of the app' },
  SLACK_TEAM_ID: {
    looks: /^[TE][A-Z0-9]{5,}$/,
    advice: 'it begins with T: see the address of the workspace in a browser',
  },
  TWILIO_ACCOUNT_SID: {
    looks: /^AC[0-9a-f]{32}$/,
    advice: 'it is AC and 32 digits and letters a to f, on the first page of the console',
  },
  TWILIO_AUTH_TOKEN: {
    looks: /^[0-9a-f]{32}$/,
    advice: 'it has 32 digits and letters a to f, on the first page of the console',
  },
  BIRD_API_KEY: { looks: /^bk_\S+$/, advice: 'it begins with bk_' },
  BIRD_SIGNING_KEY: { looks: /^whsec_\S+$/, advice: 'it begins with whsec_' },
  TWILIO_NUMBER: number,
  VONAGE_NUMBER: number,
  MESSAGEBIRD_NUMBER: number,
  BIRD_NUMBER: number,
}

/** Looks at what is set, without asking anybody. Values are never shown. */
export function checkShapes(env: Env): readonly Finding[] {
  const findings = Object.entries(shapes).flatMap(([name, { advice, looks }]) => {
    const value = env[name]
    return value && !looks.test(value) ? [wrong('settings', `${name} is not of the right shape: ${advice}.`)] : []
  })
  return [...findings, ...checkPublicUrl(env.PUBLIC_URL ?? '')]
}

function checkPublicUrl(text: string): readonly Finding[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || text.replace(/\/$/, '') !== url.origin)
    return [wrong('settings', 'PUBLIC_URL is an origin without a path, such as https://sms.example.com.')]
  if (/^(127\.|localhost$|\[::1\])/.test(url.hostname))
    return [unknown('settings', 'PUBLIC_URL is of this machine alone: no provider reaches it.')]
  return url.protocol === 'https:'
    ? []
    : [wrong('settings', 'PUBLIC_URL begins with https://: texts are not to travel in the clear.')]
}

/** The findings, or the one that there is nothing to say. */
export function orComplete(findings: readonly Finding[]): readonly Finding[] {
  const isWrong = findings.some(({ mark }) => mark === 'wrong')
  return isWrong ? findings : [right('settings', 'All that is needed is set, and looks right.'), ...findings]
}
