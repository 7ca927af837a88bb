import { generateKeyPairSync } from 'node:crypto'
import type { VonageAccount } from '../types.js'

/** Vonage's side of an account: what was given out, and the public key of the application. */
export interface VonageKeys extends VonageAccount {
  readonly publicKey: string
}

/** Makes the account. Its key pair is made when somebody asks for it: that takes a tenth of a second. */
export function createVonageAccount(): VonageKeys {
  let keys: { readonly publicKey: string; readonly privateKey: string } | undefined
  const made = () => (keys ??= newKeys())
  return {
    apiKey: 'abcd0001',
    apiSecret: 'sandbox-api-secret',
    signatureSecret: 'sandbox-signature-secret',
    applicationId: '00000000-0000-4000-8000-000000000001',
    get privateKey() {
      return made().privateKey
    },
    get publicKey() {
      return made().publicKey
    },
  }
}

function newKeys() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
