/** A file to upload. */
export interface NewFile {
  readonly name: string
  readonly mimetype: string
  /** Bytes. @defaultValue those of the content, else 1024 */
  readonly size?: number
  /** @defaultValue zeros */
  readonly content?: Uint8Array
}
