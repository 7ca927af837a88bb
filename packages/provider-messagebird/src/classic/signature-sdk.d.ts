// The SDK has no types for this file.
declare module 'messagebird/lib/webhook-signature-jwt.js' {
  import type { KeyObject } from 'node:crypto'

  export class VerifyOptions {
    constructor(
      validateUrl: boolean,
      validatePayload: boolean,
      jwtVerifyOptions: {
        readonly issuer: string
        readonly algorithms: readonly string[]
        readonly clockTolerance: number
        readonly currentDate: Date
        readonly requiredClaims: string[]
      },
      jwtVerifyJti: (jti: unknown) => boolean,
    )
  }

  export function verify(
    url: string,
    payload: Buffer,
    jwt: string,
    secret: KeyObject,
    options: VerifyOptions,
  ): Promise<unknown>
}
