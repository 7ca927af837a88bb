import { inspect } from 'node:util'
import type { OutboundText } from '@threadline/core'
import type { TwilioOptions } from '../../src/index.js'

export const accountSid = `AC${'0'.repeat(32)}`
export const authToken = 'token-of-the-test'
export const webhookUrl = 'https://desk.example/threadline/sms/twilio'
export const basicCredentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64')

export const text: OutboundText = {
  reference: 'msg_1',
  from: '+14155550100',
  to: '+14155550123',
  text: 'Hello',
  webhookUrl,
}

export function optionsFor(apiUrl: string, more: Partial<TwilioOptions> = {}): TwilioOptions {
  return { accountSid, authToken, apiUrl, ...more }
}

/** Everything a careless logger could write of a value. */
export function everythingIn(value: unknown): string {
  const shown = inspect(value, { depth: Infinity, showHidden: true, getters: true })
  const stack = value instanceof Error ? value.stack : ''
  return [shown, JSON.stringify(value), String(value), stack].join('\n')
}

/** What must be in nothing that leaves the package. */
export const secrets: readonly string[] = [authToken, basicCredentials, 'Basic ', text.to, text.to.slice(1), text.from]
