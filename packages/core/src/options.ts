import type { BusinessHours } from './domain/business-hours.js'
import type { KeywordRule } from './domain/keyword-rule.js'
import type { Sender } from './domain/line.js'
import type { QuietHours } from './domain/quiet-hours.js'
import type { SendMode } from './domain/send-mode.js'
import type { ChatAdapter } from './ports/chat-adapter.js'
import type { Clock } from './ports/clock.js'
import type { Logger } from './ports/logger.js'
import type { Queue } from './ports/queue.js'
import type { SmsProvider } from './ports/sms-provider.js'
import type { Storage } from './ports/storage.js'

/** A line, with what has a default left out at will. */
export interface LineOptions {
  /** Short id, unique among the lines; kept in storage. @defaultValue `main` */
  readonly id?: string
  /** Name people read. @defaultValue the id */
  readonly name?: string
  /**
   * Our numbers, in order of preference, at one provider or several. The first one sends, except to contacts who know
   * another of them. Texts to any of them land in the same conversation.
   */
  readonly senders: readonly [Sender, ...Sender[]]
  /** Shared channel, one per line: an id, or a name with `#`. @defaultValue `#sms` */
  readonly channel?: string
  /** ISO 3166 alpha-2 country in which numbers without `+` are read. @defaultValue `US` */
  readonly defaultCountry?: string
  /** Milliseconds of quiet before a notification card is posted. @defaultValue 180000 */
  readonly notificationWindowMs?: number
  /** Whether whoever answers first looks after a conversation that was nobody's. @defaultValue false */
  readonly firstReplierOwns?: boolean
  /**
   * Milliseconds of quiet after which a conversation in which no text waits for an answer is closed; 0 for never. A change
   * counts from the next text on. @defaultValue 0
   */
  readonly autoCloseMs?: number
  /**
   * Words that close a conversation when a member writes one of them in its thread, and nothing else. They are not
   * texted. @defaultValue `['close']`
   */
  readonly closeWords?: readonly string[]
  /** Words that open it again, likewise. @defaultValue `['reopen']` */
  readonly reopenWords?: readonly string[]
  /** Whether closing a conversation takes it from whoever looks after it. @defaultValue true */
  readonly unassignOnClose?: boolean
  /**
   * Curly quotes, long dashes and ellipses go out as written, or plain: a single one of them halves the room of every
   * part that the carrier charges. @defaultValue `keep`
   */
  readonly smartQuotes?: 'keep' | 'plain'
  /**
   * A text longer than the provider takes is refused before anything is sent, or goes out as up to ten texts in order,
   * cut between words. @defaultValue `refuse`
   */
  readonly longTexts?: 'refuse' | 'split'
  /**
   * A file that is larger than the provider takes, or of another kind, is refused before anything is sent, or its text has a
   * link to it instead that is good for a week. @defaultValue `refuse`
   */
  readonly bigFiles?: 'refuse' | 'link'
  /**
   * What confirms STOP, once and within five minutes, where the provider does not do so itself. `{line}` stands for the
   * line's name; an empty text is not sent. @defaultValue one that names the line and START
   */
  readonly optOutReply?: string
  /** What answers START, where the provider does not. @defaultValue one that names the line, STOP and HELP */
  readonly optInReply?: string
  /** What answers HELP, where the provider does not. @defaultValue one that names the line and STOP */
  readonly helpReply?: string
  /** Added to the first text to somebody who never wrote, such as `Reply STOP to opt out`. @defaultValue nothing */
  readonly firstContactFooter?: string
  /**
   * ISO 3166 alpha-2 countries whose numbers are texted; `*` for any. Whoever wrote can be answered from anywhere.
   * @defaultValue those of the line's numbers, and `defaultCountry`
   */
  readonly countries?: readonly string[]
  /** Most texts to one contact in a day, by UTC. @defaultValue 0, for any number */
  readonly dailyTextsPerContact?: number
  /** Most texts from this line in a day, by UTC. @defaultValue 0, for any number */
  readonly dailyTexts?: number
  /** Whether a channel made for one contact is public or private. @defaultValue `public` */
  readonly channelPrivacy?: 'public' | 'private'
  /**
   * Put under what people text, such as `- {{agent.firstName}}, Acme`: replies, Send text and commands, not what programs and
   * automations text. It is charged like the rest of the text. @defaultValue nothing
   */
  readonly signature?: string
  /**
   * Which of the things typed in the threads of its shared channel are texted: every plain message, those that mention the
   * app, those that somebody has confirmed, or none (only the form and the command send). @defaultValue `reply-all`
   */
  readonly sendMode?: SendMode
  /**
   * Milliseconds after somebody's answer within which another person's is followed by a word to them that both were sent;
   * 0 for never. @defaultValue 20000
   */
  readonly collisionWindowMs?: number
  /**
   * Parts, as carriers charge them, up to which a text leaves the Send text form without a question. @defaultValue 3
   */
  readonly warnAboveSegments?: number
  /**
   * Milliseconds for which a reply waits before it leaves, at most 600000: editing the message in that time changes the text,
   * deleting it cancels it. @defaultValue 0
   */
  readonly undoWindowMs?: number
  /**
   * Segments of broadcasts that leave in a minute, from all broadcasts of the line together. Long codes in the US take one
   * a second. @defaultValue 60
   */
  readonly broadcastPerMinute?: number
  /** Whom its broadcasts reach: everybody who has not opted out, or of these only who has written to it. @defaultValue `everybody` */
  readonly broadcastsTo?: 'everybody' | 'who-wrote'
  /**
   * Hours, by the clock where the contact is, in which scheduled texts and first texts wait for the morning; what answers a
   * contact who wrote within a day leaves at once. Their zone is the contact's own, else a guess from the number.
   * @defaultValue `off`
   */
  readonly quietHours?: QuietHours | 'off'
  /** IANA time zone of its business hours, such as `America/Chicago`. @defaultValue `UTC` */
  readonly zone?: string
  /** When people answer: hours of the week, and holidays. @defaultValue `always` */
  readonly businessHours?: BusinessHours | 'always'
  /** Texted to whoever writes for the first time. @defaultValue nothing */
  readonly firstMessageReply?: string
  /**
   * Texted outside of business hours, such as `We are closed and answer from {{next_open_time}}.` @defaultValue nothing
   */
  readonly afterHoursReply?: string
  /** Milliseconds in which a contact gets no second after-hours reply. @defaultValue 14400000 */
  readonly afterHoursCooldownMs?: number
  /** Milliseconds after a teammate's answer in which no after-hours reply is given. @defaultValue 1800000 */
  readonly activeAfterReplyMs?: number
  /** What is done about texts with certain words; the first rule that matches counts. @defaultValue none */
  readonly keywordRules?: readonly KeywordRule[]
}

/** How long things are kept, in days. What is forgotten is forgotten within about an hour of its day. */
export interface RetentionOptions {
  /**
   * Days after which text and media of a message are taken out, at least 1. Its status, its marks and its thread stay and
   * go on working. A text that is still to be sent, of unknown outcome or not yet shown in chat is never touched, nor is
   * what stands in chat. @defaultValue for ever
   */
  readonly textsDays?: number
  /**
   * Days for which events and idempotency keys are remembered, at least 2: longer than anybody tries to deliver the same
   * webhook again, or one that comes later still would count twice. @defaultValue 30
   */
  readonly claimsDays?: number
  /** Days for which a delivery receipt waits for the text it is about, at least 1. @defaultValue 7 */
  readonly receiptsDays?: number
}

export interface ThreadlineOptions {
  /** The workspace's id at the chat platform (letters, digits, `-`, `_`). Every row is kept under it. */
  readonly workspaceId: string
  /** Origin at which senders of webhooks reach this host, such as `https://sms.example.com`. Signatures cover it. */
  readonly publicUrl: string
  /** Where the team works. */
  readonly chat: ChatAdapter
  /** Providers by a key of your choice (letters, digits, `-`, `_`): the last part of the provider's webhook path. */
  readonly providers: Readonly<Record<string, SmsProvider>>
  readonly lines: readonly [LineOptions, ...LineOptions[]]
  /** Path in front of `/chat` and `/sms/<provider>`. @defaultValue `/threadline` */
  readonly basePath?: string
  /** Largest webhook taken, in bytes. @defaultValue 1048576 */
  readonly maxBodyBytes?: number
  /** Where everything is kept. @defaultValue in memory: lost on restart */
  readonly storage?: Storage
  /**
   * What wakes drains. Desks of several workspaces may be given the same one; then every process that works on it carries all
   * of them. @defaultValue the queue of the storage, if it has one, and else timers in this process
   */
  readonly queue?: Queue
  /** @defaultValue the system's */
  readonly clock?: Clock
  /** @defaultValue warnings and errors to the console, one JSON line each */
  readonly logger?: Logger
  /** Milliseconds after which a text that could not be handed over is given up, visibly. @defaultValue 3600000 */
  readonly textDeadlineMs?: number
  /** Milliseconds to wait for news of a text of unknown outcome before looking it up. @defaultValue 60000 */
  readonly settleAfterMs?: number
  /**
   * Milliseconds after which a call that has not ended is given up as unknown. Above the time limits of the adapters' own
   * calls. @defaultValue 30000
   */
  readonly callTimeoutMs?: number
  /**
   * Milliseconds without a sign of life after which a process that began an effect is taken to be dead, and another goes on.
   * From 1000. @defaultValue 10000
   */
  readonly leaseMs?: number
  /** How long things are kept. */
  readonly retention?: RetentionOptions
  /** Chance for back-off jitter, from 0 to 1. @defaultValue `Math.random` */
  readonly random?: () => number
}
