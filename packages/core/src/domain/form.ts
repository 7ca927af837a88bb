import type { ActionName } from './action.js'
import type { PostRef } from './conversation.js'

/** Forms by the name under which their submission comes back. */
export type FormName =
  | 'channel-mode'
  | 'send-text'
  | 'assign'
  | 'details'
  | 'scheduled'
  | 'edit-scheduled'
  | 'inbox'
  | 'settings'
  | 'line-settings'
  | 'line-sending'
  | 'line-automations'
  | 'line-consent'
  | 'keyword-rules'
  | 'keyword-rule'
  | 'templates'
  | 'template'
  | 'contacts'
  | 'contact'
  | 'opt-in'
  | 'broadcast'
  | 'broadcast-preview'
  | 'broadcast-unsure'
  | 'notice'

/** Something in a window of its own: to fill in and submit, or only to read and click. */
export interface FormView {
  readonly name: FormName
  /** At most 24 characters. */
  readonly title: string
  /** Label of the button that submits, at most 24 characters. Absent: there is nothing to submit. */
  readonly submit?: string
  /** What the form is about, such as the id of a conversation; comes back with the submission. At most 2,000 characters. */
  readonly subject?: string
  readonly items: readonly FormItem[]
}

export type FormItem = FormInput | PanelItem

/** Where suggestions for a field come from. */
export type SuggestionSource = 'recipient' | 'tag' | 'contact' | 'zone' | 'template'

/** One of several things to choose. `label` may hold words from outside; `value` is at most 150 characters. */
export interface Choice {
  readonly label: string
  readonly value: string
}

interface InputBase {
  /** Unique in its form; names the value and the error. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly isOptional?: boolean
}

/** A field of a form. Its value is a text, or a list of texts for `choices`, `suggest-many`, `members` and `files`. */
export type FormInput =
  | (InputBase & {
      readonly type: 'text'
      readonly value?: string
      readonly isLong?: boolean
      /**
       * A form that is shown in the place of another keeps what was typed into its fields. One of another edition is a new
       * field, and shows its `value`. Letters, digits and `-`.
       */
      readonly edition?: string
      /** @defaultValue 3000, the most there can be */
      readonly maxLength?: number
      readonly placeholder?: string
      readonly hasFocus?: boolean
    })
  | (InputBase & {
      readonly type: 'choice'
      readonly options: readonly Choice[]
      readonly value?: string
      readonly placeholder?: string
    })
  | (InputBase & {
      readonly type: 'choices'
      readonly options: readonly Choice[]
      readonly values?: readonly string[]
      readonly placeholder?: string
    })
  | (InputBase & {
      readonly type: 'suggest'
      readonly source: SuggestionSource
      /** Happens as soon as something is chosen, which is its subject. */
      readonly onChoose?: ActionName
      readonly value?: Choice
      readonly placeholder?: string
      readonly hasFocus?: boolean
    })
  | (InputBase & {
      readonly type: 'suggest-many'
      readonly source: SuggestionSource
      readonly values?: readonly Choice[]
      readonly placeholder?: string
    })
  /** The value is the id of a member. */
  | (InputBase & { readonly type: 'member'; readonly value?: string; readonly placeholder?: string })
  /** The values are ids of members. */
  | (InputBase & { readonly type: 'members'; readonly values?: readonly string[]; readonly placeholder?: string })
  /** The value is the id of a channel. */
  | (InputBase & { readonly type: 'channel'; readonly value?: string; readonly placeholder?: string })
  /** A date with a time, shown in the reader's own zone. The value is whole seconds since 1970. */
  | (InputBase & { readonly type: 'moment'; readonly value?: Date })
  /** On or off. The value is `on`, or there is none. */
  | (InputBase & { readonly type: 'toggle'; readonly isOn: boolean })
  /** The values are ids of files at the chat platform. */
  | (InputBase & {
      readonly type: 'files'
      readonly maxCount: number
      /** Endings of the names that files may have, such as `csv`. @defaultValue any */
      readonly endings?: readonly string[]
    })

/** Something to read or to click: in a form, or on the home page. Names and texts in it may come from outside. */
export type PanelItem =
  | { readonly type: 'heading'; readonly text: string }
  | { readonly type: 'paragraph'; readonly bold?: string; readonly text: string }
  /** Small grey words. */
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'quote'; readonly text: string }
  /** Lines whose characters are all of one width, so that what stands below each other is seen to. */
  | { readonly type: 'fixed'; readonly text: string }
  | { readonly type: 'divider' }
  | { readonly type: 'buttons'; readonly buttons: readonly ButtonView[]; readonly menu?: readonly MenuEntry[] }
  /** One thing of a list, with what can be done with it. */
  | {
      readonly type: 'entry'
      readonly title: string
      readonly detail?: string
      /** Shown in the reader's own zone. */
      readonly at?: Date
      readonly buttons?: readonly ButtonView[]
      readonly menu?: readonly MenuEntry[]
    }

/** A button. `subject` says what it is about, and comes back with the click. */
export interface ButtonView {
  /** Our own words, at most 75 characters. */
  readonly label: string
  readonly action: ActionName
  readonly subject: string
  readonly style?: 'primary' | 'danger'
  /** Asked before the click counts. */
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string }
  /** A post or a channel the click also opens. */
  readonly opens?: PostRef | { readonly channel: string }
}

/** One of at most five entries of a menu behind a button. `subject` is at most 100 characters. */
export type MenuEntry = Pick<ButtonView, 'label' | 'action' | 'subject'>

/** What was filled in, by the names of the fields. Fields left empty are absent. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>

/** What is wrong, by the names of the fields. */
export type FormErrors = Readonly<Record<string, string>>

/** The one value of a field; empty when it has none. */
export function valueOf(values: FormValues, name: string): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  return typeof value === 'string' ? value : (value?.[0] ?? '')
}

/** The moment of a field, to the second; `undefined` when it has none. */
export function readMoment(values: FormValues, name: string): Date | undefined {
  const value = valueOf(values, name)
  return value === '' ? undefined : new Date(Number(value) * 1000)
}

/** All values of a field that takes several. */
export function valuesOf(values: FormValues, name: string): readonly string[] {
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}
