/** Which pictures and files a provider takes. */
export interface MediaCapability {
  /** Most of them in one text. */
  readonly maxCount: number
  /** Largest one, in bytes. */
  readonly maxBytes: number
  /** Largest sum of all of them in one text, in bytes. */
  readonly maxTotalBytes: number
  /** Media types it takes, in lower case: `image/jpeg`, or `image/*` for all of a kind. */
  readonly contentTypes: readonly string[]
}
