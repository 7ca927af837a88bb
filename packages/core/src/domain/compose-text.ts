import type { Contact } from './contact.js'
import type { Conversation } from './conversation.js'
import type { Line } from './line.js'
import type { MessageAuthor } from './message.js'
import { fill, fillTyped, type FillResult } from './template.js'
import { variablesOf, type Variables } from './template-variables.js'

/** What somebody wrote, and to whom. */
export interface WrittenText {
  readonly author: MessageAuthor
  readonly contact?: Pick<Contact, 'address' | 'name'>
  readonly conversation?: Pick<Conversation, 'subject'>
  readonly line?: Line
  readonly text: string
  /** The author's name in chat, where it is known. */
  readonly memberName?: string
}

/**
 * What a contact gets of what somebody wrote: its variables filled in, and signed as the line has it. What programs and
 * rules of the desk text is left as it is.
 */
export function composeText(written: WrittenText): FillResult {
  const { author, memberName: agentName, text } = written
  if (author.type !== 'member') return { type: 'filled', text }
  const variables = variablesOf({ ...written, agentName })
  const filled = fillTyped(text, variables)
  return filled.type === 'filled' ? { type: 'filled', text: signed(filled.text, written, variables) } : filled
}

/**
 * A text with the line's signature under it. Files without words have none. Where nobody knows the author's name in time, a
 * signature that needs it is left out rather than holed.
 */
function signed(text: string, { line }: WrittenText, variables: Variables): string {
  const signature = line?.signature.trim() ?? ''
  if (signature === '' || text.trim() === '') return text
  const filled = fill(signature, variables)
  const isSigned = filled.type !== 'filled' || text.trimEnd().endsWith(filled.text)
  return isSigned ? text : `${text.trimEnd()}\n${filled.text}`
}

/** Whether what somebody writes can only be made ready by one who knows their name. */
export function needsName(text: string, lines: readonly Pick<Line, 'signature'>[]): boolean {
  return [text, ...lines.map(({ signature }) => signature)].some((words) => /\{\{\s*agent\./.test(words))
}
