import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import type { OutboundText } from '@threadline/core'
import type { VonageOptions } from '../../src/index.js'

export const apiKey = 'abcd1234'
export const apiSecret = 'secret-of-the-test'
export const signatureSecret = 'signature-secret-of-the-test'
export const applicationId = 'aaaaaaaa-0000-4000-8000-000000000001'
export const webhookUrl = 'https://desk.example/threadline/sms/vonage'
export const basicCredentials = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
export const { publicKey, privateKey } = pair

export const text: OutboundText = {
  reference: 'T1.msg_1',
  from: '+14155550100',
  to: '+14155550123',
  text: 'Hello',
  webhookUrl,
}

/** An account with an application. */
export function optionsFor(apiUrl: string, more: Partial<VonageOptions> = {}): VonageOptions {
  return { apiKey, signatureSecret, applicationId, privateKey, apiUrl, ...more }
}

/** Everything a careless logger could write of a value. */
export function everythingIn(value: unknown): string {
  const shown = inspect(value, { depth: Infinity, showHidden: true, getters: true })
  const stack = value instanceof Error ? value.stack : ''
  return [shown, JSON.stringify(value), String(value), stack].join('\n')
}

/** What must be in nothing that leaves the package. */
export const secrets: readonly string[] = [
  apiSecret,
  signatureSecret,
  basicCredentials,
  'Basic ',
  'Bearer ',
  ...privateKey.trim().split('\n'),
  text.to.slice(1),
  text.from.slice(1),
]
