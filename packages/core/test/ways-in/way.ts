import type {
  ActionName,
  ChannelChange,
  ChatEvent,
  FormName,
  HostEvents,
  LineOptions,
  SuggestionSource,
  Threadline,
} from '@threadline/core'
import type { DeliveryDecision } from '../../src/domain/decide-delivery.js'
import type { SendCommand } from '../../src/domain/send-command.js'
import type { SlashCommand } from '../../src/domain/slash-command.js'
import type { StateWish } from '../../src/domain/state-wish.js'
import type { Desk } from '../support/desk.js'

type Apis = Pick<Threadline, 'broadcasts' | 'contacts' | 'conversations' | 'settings' | 'templates' | 'texts'>

/** A method of `threadline`, as it is written in code. */
export type Method = 'send' | { [Api in keyof Apis]: `${Api}.${keyof Apis[Api] & string}` }[keyof Apis]

/** Something that people do in chat and that changes something, and what does the same from code. */
export interface Doing {
  /** What a person does, in a few words. */
  readonly what: string
  /** Methods that do the same. None: `because` says why. */
  readonly code: readonly Method[]
  readonly because?: string
  /** Told on the bus, however it is done. */
  readonly events: readonly (keyof HostEvents)[]
  /** The line it is done on. */
  readonly line?: Partial<LineOptions>
  /** Brings about what it is done to, on both desks. @returns the id that the button or form is about */
  readonly prepare?: (desk: Desk) => Promise<string>
  /** Does it in chat. @defaultValue clicks the button, or submits the form with `values` */
  readonly inSlack?: (desk: Desk, subject: string) => Promise<unknown>
  readonly values?: Readonly<Record<string, string | readonly string[]>>
  /** Does it from code. Left out where there is no method. */
  readonly inCode?: (threadline: Threadline, subject: string) => Promise<unknown>
  /** What has to be the same afterwards. @defaultValue everything that is kept, and every text on a phone */
  readonly compares?: 'phones'
}

/** Something that only shows something, so that there is nothing to do from code and nothing to tell. */
export interface Showing {
  readonly what: string
  /** The form that opens; nothing where something else is drawn. */
  readonly opens?: FormName
  /** Methods that read the same. */
  readonly code?: readonly Method[]
  readonly prepare?: (desk: Desk) => Promise<string>
  readonly inSlack?: (desk: Desk, subject: string) => Promise<unknown>
}

export type Way = Showing | readonly [Doing, ...Doing[]]

export const isShowing = (way: Way): way is Showing => !Array.isArray(way)

/** Every way in. One that is missing, or one too many, does not compile. */
export interface WaysIn {
  readonly button: Readonly<Record<ActionName, Way>>
  readonly form: Readonly<Record<FormName, Way>>
  /** What is typed where a conversation lives, by what is decided about it. */
  readonly typed: Readonly<Record<DeliveryDecision['type'], Way>>
  readonly word: Readonly<Record<Exclude<StateWish, 'claim'>, Way>>
  readonly reaction: Readonly<Record<Exclude<StateWish, 'reopen'>, Way>>
  readonly edit: Readonly<Record<'own message', Way>>
  readonly deletion: Readonly<Record<'own message', Way>>
  /** `send …` at the top of a line's channel. */
  readonly send: Readonly<Record<SendCommand['type'], Way>>
  readonly '/sms': Readonly<Record<SlashCommand['type'], Way>>
  readonly mention: Readonly<Record<'the app', Way>>
  readonly menu: Readonly<Record<'everything' | 'message', Way>>
  readonly 'home page': Readonly<Record<'opened', Way>>
  readonly field: Readonly<Record<SuggestionSource, Way>>
  readonly channel: Readonly<Record<ChannelChange, Way>>
}

/** Where each kind of event from chat is to be found among them: a new kind needs a place. */
export const groupsOf: Readonly<Record<ChatEvent['type'], readonly (keyof WaysIn)[]>> = {
  message: ['typed', 'word', 'send'],
  edit: ['edit'],
  deletion: ['deletion'],
  mention: ['mention'],
  reaction: ['reaction'],
  action: ['button'],
  form: ['form'],
  suggest: ['field'],
  channel: ['channel'],
  'home-opened': ['home page'],
  command: ['/sms'],
  shortcut: ['menu'],
}
