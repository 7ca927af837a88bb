import type { Message } from './message.js'

/** A message where it is only spoken of: its text, and in lines of their own what its files are called. */
export function messageInWords({ blankedAt, files = [], text }: Message): string {
  if (blankedAt) return '(no longer kept)'
  const called = files.filter(({ isLinked }) => !isLinked).map(({ name }) => `📎 ${name}`)
  return [text, ...called].filter((line) => line.trim() !== '').join('\n')
}
