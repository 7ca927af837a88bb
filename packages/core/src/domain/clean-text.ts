import type { WrittenFile } from './message.js'

/**
 * What came from outside as a database can hold it: without NUL, and with a replacement character for halves of
 * characters that stand alone. Nothing else is changed.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}

/** The same for what files are called. */
export function cleanFiles(files: readonly WrittenFile[] | undefined): readonly WrittenFile[] | undefined {
  return files?.map((file) => ({ ...file, name: cleanText(file.name), contentType: cleanText(file.contentType) }))
}
