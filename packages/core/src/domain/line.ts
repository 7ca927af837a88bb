import { problemOfAutomations, type LineAutomationSettings } from './line-automations.js'
import { problemOfConsent, type LineConsentSettings } from './line-consent.js'
import { problemOfQuietHours, type QuietHours } from './quiet-hours.js'
import { problemOfStatusWords } from './status-word.js'

import { problemsOf, sentenceOf } from './template.js'
import { sendModes, type SendMode } from './send-mode.js'

/** A number of ours at one provider. */
export interface Sender {
  /** Key of the provider in `createThreadline({ providers })`, also the last part of its webhook path. */
  readonly provider: string
  /** E.164 number, short code or alphanumeric sender id. */
  readonly address: string
  /**
   * Texts to it come in, and none leaves from it: a number that cannot send, or that is being given up. What is written to
   * whoever texted it leaves by the next sender, and the thread says so.
   *
   * @defaultValue false
   */
  readonly receivesOnly?: boolean
}

/** How a line behaves: what the host sets up, and what people can change from chat. */
export interface LineSettings extends LineConsentSettings, LineAutomationSettings {
  /** Name people read, such as "Support". */
  readonly name: string
  /** The shared channel: an id, or a name with `#`. */
  readonly channel: string
  /** ISO 3166 alpha-2 country in which numbers without `+` are read. */
  readonly defaultCountry: string
  /** Milliseconds of quiet before a notification card is posted. */
  readonly notificationWindowMs: number
  /** Whether a conversation of nobody is whose who answers first. */
  readonly firstReplierOwns: boolean
  /** Whether a closed conversation belongs to nobody. */
  readonly unassignOnClose: boolean
  /** Milliseconds of quiet after which a conversation in which nobody waits is closed; 0 for never. */
  readonly autoCloseMs: number
  /** Words that close a conversation when a member writes one of them in its thread, and nothing else. */
  readonly closeWords: readonly string[]
  /** Words that open it again. */
  readonly reopenWords: readonly string[]
  /** Whether curly quotes, long dashes and ellipses are made plain before a text leaves. */
  readonly smartQuotes: 'keep' | 'plain'
  /** What becomes of a text longer than the provider takes. */
  readonly longTexts: 'refuse' | 'split'
  /** What becomes of a file that no provider of the line takes. */
  readonly bigFiles: 'refuse' | 'link'
  /** Who finds and reads a channel made for one contact: every member, or whoever is in it. */
  readonly channelPrivacy: 'public' | 'private'
  /** Put under what people text, such as `- {{agent.firstName}}, Acme`; empty for nothing. */
  readonly signature: string
  /** Which of the things typed in its threads are texted. */
  readonly sendMode: SendMode
  /** Milliseconds within which a second person's answer is called a collision; 0 for never. */
  readonly collisionWindowMs: number
  /** Parts up to which a text leaves the Send text form without a question. */
  readonly warnAboveSegments: number
  /** Milliseconds for which a reply waits before it leaves, so that its author can change it or take it back; 0 for none. */
  readonly undoWindowMs: number
  /** Segments of broadcasts that leave in a minute. */
  readonly broadcastPerMinute: number
  /** Whom its broadcasts reach: everybody who has not opted out, or of these only those who have written to it. */
  readonly broadcastsTo: 'everybody' | 'who-wrote'
  /** When scheduled texts, broadcasts and first texts wait, by the clock where the contact is. */
  readonly quietHours: QuietHours | 'off'
}

/** A logical business number: where its texts come from, where they are shown, and how it behaves. */
export interface Line extends LineSettings {
  readonly id: string
  /** In order of preference; a contact who knows one of the numbers is texted from that one. */
  readonly senders: readonly [Sender, ...Sender[]]
}

/** What is wrong with settings, in words that go on from "the line", or `undefined`. */
export function problemOfLine(settings: LineSettings): string | undefined {
  const { channel, defaultCountry, longTexts, name, notificationWindowMs, smartQuotes } = settings
  if (name.trim() === '') return 'needs a name'
  if (channel.trim() === '') return 'needs a shared channel'
  if (!/^[A-Z]{2}$/.test(defaultCountry)) return 'needs a default country of two capital letters, such as US'
  if (!(notificationWindowMs >= 0)) return 'needs a notification window of 0 milliseconds or more'
  if (!(settings.autoCloseMs >= 0)) return 'needs an auto-close time of 0 milliseconds, which is never, or more'
  const wordProblem = problemOfStatusWords(settings)
  if (wordProblem) return wordProblem
  if (!['keep', 'plain'].includes(smartQuotes)) return 'takes keep or plain for smart quotes'
  if (!['refuse', 'split'].includes(longTexts)) return 'takes refuse or split for long texts'
  const problem = problemOfConduct(settings) ?? problemOfBroadcasts(settings)
  return problem ?? problemOfConsent(settings) ?? problemOfAutomations(settings)
}

function problemOfConduct({
  bigFiles,
  channelPrivacy,
  collisionWindowMs,
  quietHours,
  sendMode,
  signature,
  undoWindowMs,
  warnAboveSegments,
}: LineSettings): string | undefined {
  if (!['refuse', 'link'].includes(bigFiles)) return 'takes refuse or link for big files'
  if (!['public', 'private'].includes(channelPrivacy)) return 'takes public or private for the privacy of channels'
  if (!sendModes.includes(sendMode)) return `takes one of ${sendModes.join(', ')} for its send mode`
  if (signature.length > longestSignature) return `takes at most ${longestSignature} characters for its signature`
  const [problem] = problemsOf(signature)
  if (problem) return `cannot fill in its signature: ${sentenceOf([problem])}`.replace(/\.$/, '')
  if (!(collisionWindowMs >= 0)) return 'needs a collision window of 0 milliseconds or more'
  if (!(undoWindowMs >= 0 && undoWindowMs <= 600_000)) return 'needs an undo window of 0 to 600000 milliseconds'
  if (!(warnAboveSegments >= 1)) return 'needs 1 part or more that leave without a question'
  return quietHours === 'off' ? undefined : problemOfQuietHours(quietHours)
}

const longestSignature = 120

function problemOfBroadcasts({ broadcastPerMinute, broadcastsTo }: LineSettings): string | undefined {
  if (!(broadcastPerMinute >= 1 && broadcastPerMinute <= 60_000))
    return 'needs 1 to 60000 segments of broadcasts a minute'
  return ['everybody', 'who-wrote'].includes(broadcastsTo)
    ? undefined
    : 'takes everybody or who-wrote for its broadcasts'
}
