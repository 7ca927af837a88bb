import type { LineConsentSettings } from './line-consent.js'
import type { MessageAuthor } from './message.js'

/** What the desk answers by itself to words about consent. */
export type ConsentReply = 'opt-out-reply' | 'opt-in-reply' | 'help-reply'

/** A confirmation that comes later than this is no confirmation any more, in milliseconds. */
export const confirmWithinMs = 5 * 60_000

/** The words of a reply; empty when the line wants none. */
export function wordsOfReply(reply: ConsentReply, line: LineConsentSettings & { readonly name: string }): string {
  return templateOf(reply, line).replaceAll('{line}', line.name).trim()
}

function templateOf(reply: ConsentReply, line: LineConsentSettings): string {
  switch (reply) {
    case 'opt-out-reply':
      return line.optOutReply
    case 'opt-in-reply':
      return line.optInReply
    case 'help-reply':
      return line.helpReply
    default:
      return reply satisfies never
  }
}

/** The one text that goes to somebody who is opted out. */
export function isOptOutReply(author: MessageAuthor): boolean {
  return author.type === 'automation' && author.rule === ('opt-out-reply' satisfies ConsentReply)
}
