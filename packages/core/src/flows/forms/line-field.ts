import { valueOf, type Choice, type FormInput, type FormValues } from '../../domain/form.js'
import type { Line, LineSettings } from '../../domain/line.js'

/** Something that can be set up of a line, as a field of a form: how it is shown, and what is made of what was filled in. */
export interface LineField {
  readonly name: string
  /** `channelId` is the id of the line's shared channel, once it is known. */
  readonly item: (line: Line, channelId: string | undefined) => FormInput
  /** What it changes, or what is wrong in whole sentences. */
  readonly read: (values: FormValues, channelId: string | undefined) => Partial<LineSettings> | string
}

/** Names of the settings of one kind. */
type NamesOf<Value> = {
  [Name in keyof LineSettings]: LineSettings[Name] extends Value ? Name : never
}[keyof LineSettings]

interface Words {
  readonly label: string
  readonly hint?: string
}

/** Words. */
export function textField(
  name: NamesOf<string>,
  {
    maxLength,
    ...words
  }: Words & { readonly maxLength: number; readonly isLong?: boolean; readonly isOptional?: boolean },
): LineField {
  return {
    name,
    item: (line) => ({ type: 'text', name, value: line[name], maxLength, ...words }),
    read: (values) => ({ [name]: valueOf(values, name).trim() }),
  }
}

/** A number in a unit that people use; what is left empty is 0. */
export function amountField(
  name: NamesOf<number>,
  { isOptional, most, unit, unitMs = 1, ...words }: Words & Amount & { readonly isOptional?: boolean },
): LineField {
  return {
    name,
    item: (line) => {
      const amount = line[name] / unitMs
      const value = isOptional && amount === 0 ? '' : String(amount)
      return { type: 'text', name, value, maxLength: 8, ...words, ...(isOptional && { isOptional }) }
    },
    read(values) {
      const amount = Number(valueOf(values, name).trim().replace(',', '.'))
      if (!(amount >= 0 && amount <= most)) return `Give the ${unit} as a number from 0 to ${most}, such as 3.`
      return { [name]: unitMs === 1 ? amount : Math.round(amount * unitMs) }
    },
  }
}

interface Amount {
  /** In the plural, such as `minutes`. */
  readonly unit: string
  /** Milliseconds of one of them; left out for what is no time. */
  readonly unitMs?: number
  readonly most: number
}

/** Several words, with commas between them. */
export function wordsField(
  name: NamesOf<readonly string[]>,
  { clean = (word) => word, ...words }: Words & { readonly clean?: (word: string) => string },
): LineField {
  return {
    name,
    item: (line) => ({ type: 'text', name, value: line[name].join(', '), maxLength: 500, isOptional: true, ...words }),
    read: (values) => ({ [name]: splitWords(valueOf(values, name)).map(clean) }),
  }
}

export const splitWords = (typed: string): readonly string[] =>
  typed.split(/[,;\n]/).flatMap((word) => word.trim() || [])

/** On or off, whatever stands for them. */
export function toggleField<Name extends keyof LineSettings>(
  name: Name,
  label: string,
  on: LineSettings[Name],
  off: LineSettings[Name],
): LineField {
  return {
    name,
    item: (line) => ({ type: 'toggle', name, label, isOn: line[name] === on }),
    read: (values) => ({ [name]: valueOf(values, name) === 'on' ? on : off }),
  }
}

/** One of several. What is none of them changes nothing. */
export function choiceField(name: NamesOf<string>, label: string, options: readonly Choice[]): LineField {
  return {
    name,
    item: (line) => ({ type: 'choice', name, label, options, value: line[name] }),
    read(values) {
      const value = valueOf(values, name)
      return options.some((option) => option.value === value) ? { [name]: value } : {}
    },
  }
}
