/**
 * What came from outside as a database can hold it: without NUL, and with a replacement character for halves of
 * characters that stand alone. Nothing else is changed.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\uFFFD')
}
