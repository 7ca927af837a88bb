import type { AcceptedText, OutboundText, Outcome, TextFailure, TextFailureCategory } from '@threadline/core'
import type { Messages } from './client.js'
import { outcomeOfError } from '@threadline/core/http'
import type { Settings } from './options.js'
import { isMessagingService } from './send.js'
import { acceptedText, type MessageFacts } from './status-map.js'

type FindOutcome = Outcome<AcceptedText, TextFailureCategory>

/** A message of Twilio's list, as far as it is looked at. */
interface ListedMessage extends MessageFacts {
  readonly body: string
  readonly numMedia: string
  readonly direction: string
  readonly dateCreated: Date
  readonly messagingServiceSid: string
}

/** How far our clock and Twilio's may be apart. */
const clockToleranceMs = 60_000

/** A text may still turn up in the list this long after the call that brought it. */
const settlingMs = 30_000

/** The most that Twilio gives in one page. */
const pageSize = 1000

/**
 * Looks in Twilio's message list for a text whose sending ended *unknown*.
 *
 * The list is not narrowed by date: Twilio's filters go by the date *sent*, which a text that still waits in a queue
 * does not have. The list holds none of our own ids, so a text is known by sender, contact, words, pictures and time:
 *
 * - *done* when exactly one such text was made since the call began;
 * - *refused*, to be sent again, when the whole list was read, the call is 30 seconds old, and nothing near it could be
 *   this text in another guise;
 * - *unknown* otherwise, such as for the same words sent twice within a minute.
 */
export async function findText(
  settings: Settings,
  messages: () => Promise<Messages>,
  text: OutboundText,
  startedAt: Date,
): Promise<FindOutcome> {
  const isOldEnough = settings.now().getTime() - startedAt.getTime() >= settlingMs
  try {
    const api = await messages()
    const page = await api.page({ to: text.to, ...senderFilter(text.from), pageSize })
    const listed = page.instances.filter((message) => isOurs(message, text.from))
    return judge(listed, text, startedAt, isOldEnough && !page.nextPageUrl)
  } catch (error) {
    return { type: 'unknown', failure: outcomeOfError(error).failure }
  }
}

function judge(
  listed: readonly ListedMessage[],
  text: OutboundText,
  startedAt: Date,
  absenceIsCertain: boolean,
): FindOutcome {
  const oldestMs = startedAt.getTime() - clockToleranceMs
  const near = listed.filter((message) => !wasMadeBefore(message, oldestMs) && mayHaveItsMedia(message, text))
  const same = near.filter((message) => isSameText(message.body, text.text))
  const [only, another] = same

  if (only && another) return cannotTell('The same words went to this number more than once.')
  if (only && !isSince(only, startedAt)) return cannotTell('The same words went to this number just before.')
  if (only) return { type: 'done', value: acceptedText(only) }
  if (near.some((message) => mayBeRewritten(message.body, text.text))) {
    return cannotTell('Twilio holds a text that may be this one.')
  }
  return absenceIsCertain ? notThere : cannotTell('The text is not in the list, and may still appear.')
}

function senderFilter(from: string): { readonly from?: string } {
  // A messaging service chooses the number it sends from.
  return isMessagingService(from) ? {} : { from }
}

function isOurs(message: ListedMessage, from: string): boolean {
  if (!message.direction.startsWith('outbound') || !message.sid) return false
  return !isMessagingService(from) || message.messagingServiceSid === from
}

/** A message without a readable date counts as near: it may be the one. */
function wasMadeBefore(message: ListedMessage, timeMs: number): boolean {
  return message.dateCreated instanceof Date && message.dateCreated.getTime() < timeMs
}

/** Twilio counts the pictures of a text only once it has fetched them: none may still become some. */
function mayHaveItsMedia({ numMedia }: ListedMessage, { media = [] }: OutboundText): boolean {
  const count = Number(numMedia)
  return !(count > 0) || count === media.length
}

/** Twilio's dates are whole seconds. */
function isSince(message: ListedMessage, startedAt: Date): boolean {
  const startedMs = Math.floor(startedAt.getTime() / 1000) * 1000
  return message.dateCreated instanceof Date && message.dateCreated.getTime() >= startedMs
}

function isSameText(listed: string, sent: string): boolean {
  if (listed === sent) return true
  const words = wordsOf(sent)
  return words !== '' && wordsOf(withoutTrialNote(listed)) === words
}

/** Words that were taken out of the record, a prefix put before the text, or nothing but signs to go by. */
function mayBeRewritten(listed: string, sent: string): boolean {
  return !listed || wordsOf(listed).endsWith(wordsOf(sent))
}

/** Letters and digits alone: Smart Encoding replaces quotes, dashes and spaces by plainer ones. */
function wordsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

/** What a trial account's texts begin with. */
function withoutTrialNote(text: string): string {
  return text.replace(/^Sent from your Twilio trial account - /, '')
}

function cannotTell(detail: string): FindOutcome {
  return { type: 'unknown', failure: { category: 'other', detail } satisfies TextFailure }
}

const notThere: FindOutcome = {
  type: 'refused',
  retryable: true,
  failure: { category: 'provider-down', detail: 'Twilio never took this text over.' },
}
