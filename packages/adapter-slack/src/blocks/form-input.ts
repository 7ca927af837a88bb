import type { InputBlock, InputBlockElement, PlainTextOption } from '@slack/types'
import type { ActionName, Choice, FormInput, SuggestionSource } from '@threadline/core'
import { cutText, safeName, wellFormed } from '../text/index.js'
import { isActionName } from './action-id.js'
import { optionGroups, selectOption } from './option-groups.js'
import { plainText } from './pieces.js'

const maximumInputLength = 3000
const maximumLabelLength = 2000
const maximumPlaceholderLength = 150
const maximumFiles = 10

/** Of things to choose from: each takes up to half a kilobyte of the 250 that a form has. */
const mostOffered = 300
const suggestPrefix = 'suggest:'

/** Draws a field of a form. Its `block_id` is the field's name. `undefined` when it offers nothing to choose. */
export function renderInput(input: FormInput): InputBlock | undefined {
  const element = elementOf(input)
  if (!element) return undefined
  return {
    type: 'input',
    block_id: blockIdOf(input),
    ...(input.type === 'suggest' && input.onChoose ? { dispatch_action: true } : {}),
    label: plainText(input.label, maximumLabelLength),
    element,
    ...(input.hint === undefined ? {} : { hint: plainText(input.hint, maximumLabelLength) }),
    ...(input.isOptional === true || input.type === 'toggle' ? { optional: true } : {}),
  }
}

/**
 * Slack keeps what was typed into a block as long as its id stays, so another edition of a field is another block.
 *
 * @see https://docs.slack.dev/surfaces/modals#updating_views
 */
function blockIdOf(input: FormInput): string {
  return input.type === 'text' && input.edition !== undefined ? `${input.name}#${input.edition}` : input.name
}

/** The name of the field that a block is. */
export const fieldOfBlock = (blockId: string): string => blockId.split('#', 1)[0] ?? blockId

/** Which suggestions a field wants, by its `action_id`. */
export function decodeSource(actionId: unknown): SuggestionSource | undefined {
  const [name = ''] = suggestParts(actionId)
  return isSource(name) ? name : undefined
}

/** What is to happen when something is chosen in a field, by its `action_id`. */
export function decodeChoice(actionId: unknown): ActionName | undefined {
  const [, name = ''] = suggestParts(actionId)
  return isActionName(name) ? name : undefined
}

function suggestParts(actionId: unknown): readonly string[] {
  const isOurs = typeof actionId === 'string' && actionId.startsWith(suggestPrefix)
  return isOurs ? actionId.slice(suggestPrefix.length).split(':') : []
}

const sources: Readonly<Record<SuggestionSource, true>> = {
  recipient: true,
  tag: true,
  contact: true,
  zone: true,
  template: true,
}

const isSource = (name: string): name is SuggestionSource => Object.hasOwn(sources, name)

function elementOf(input: FormInput): InputBlockElement | undefined {
  switch (input.type) {
    case 'text':
      return textElement(input)
    case 'choice':
    case 'choices':
      return choiceElement(input)
    case 'suggest':
    case 'suggest-many':
      return suggestElement(input)
    case 'member':
      return {
        type: 'users_select',
        action_id: input.name,
        ...placeholderOf(input),
        ...(isMemberId(input.value) ? { initial_user: input.value } : {}),
      }
    case 'members': {
      const initial_users = (input.values ?? []).filter(isMemberId)
      return {
        type: 'multi_users_select',
        action_id: input.name,
        ...placeholderOf(input),
        ...(initial_users.length > 0 ? { initial_users } : {}),
      }
    }
    case 'channel':
      return channelElement(input)
    case 'moment':
      return { type: 'datetimepicker', action_id: input.name, ...momentOf(input.value) }
    case 'toggle':
      return toggleElement(input)
    case 'files':
      return {
        type: 'file_input',
        action_id: input.name,
        max_files: Math.min(Math.max(input.maxCount, 1), maximumFiles),
        ...(input.endings === undefined ? {} : { filetypes: [...input.endings] }),
      }
    default:
      return input satisfies never
  }
}

type Of<Type extends FormInput['type']> = Extract<FormInput, { type: Type }>

function textElement(input: Of<'text'>): InputBlockElement {
  const max_length = Math.min(Math.max(input.maxLength ?? maximumInputLength, 1), maximumInputLength)
  const initial_value = cutText(wellFormed(input.value ?? ''), max_length)
  return {
    type: 'plain_text_input',
    action_id: input.name,
    multiline: input.isLong === true,
    max_length,
    ...placeholderOf(input),
    ...(initial_value === '' ? {} : { initial_value }),
    ...(input.hasFocus ? { focus_on_load: true } : {}),
  }
}

/** What is chosen already must be one of the options, or Slack refuses the form. */
function choiceElement(input: Of<'choice'> | Of<'choices'>): InputBlockElement | undefined {
  const wanted: readonly (string | undefined)[] = input.type === 'choice' ? [input.value] : (input.values ?? [])
  const isCrowded = input.options.length > mostOffered
  // What is chosen must not be lost by saving the form as it is.
  const options = isCrowded ? input.options.toSorted((a, b) => rank(a, wanted) - rank(b, wanted)) : input.options
  const label = isCrowded ? `Only ${mostOffered} of ${options.length}` : input.label
  const option_groups = optionGroups(label, options.slice(0, mostOffered).map(named))
  if (option_groups.length === 0) return undefined
  const chosen = option_groups.flatMap(({ options }) => options).filter(({ value }) => wanted.includes(value))
  const [first] = chosen
  const common = { action_id: input.name, option_groups, ...placeholderOf(input) }
  if (input.type === 'choice') return { type: 'static_select', ...common, ...(first ? { initial_option: first } : {}) }
  return { type: 'multi_static_select', ...common, ...(first ? { initial_options: chosen } : {}) }
}

const rank = ({ value }: Choice, wanted: readonly (string | undefined)[]): number => (wanted.includes(value) ? 0 : 1)

function suggestElement(input: Of<'suggest'> | Of<'suggest-many'>): InputBlockElement {
  const chooses = input.type === 'suggest' && input.onChoose !== undefined ? `:${input.onChoose}` : ''
  const common = {
    action_id: `${suggestPrefix}${input.source}${chooses}`,
    min_query_length: input.source === 'template' ? 0 : 1,
    ...placeholderOf(input),
  }
  if (input.type === 'suggest-many') {
    const chosen = optionsOf(input.values ?? [])
    return { type: 'multi_external_select', ...common, ...(chosen.length > 0 ? { initial_options: chosen } : {}) }
  }
  const [chosen] = input.value ? optionsOf([input.value]) : []
  return {
    type: 'external_select',
    ...common,
    ...(chosen ? { initial_option: chosen } : {}),
    ...(input.hasFocus ? { focus_on_load: true } : {}),
  }
}

/** Only what can hold a line: no direct messages. */
function channelElement(input: Of<'channel'>): InputBlockElement {
  return {
    type: 'conversations_select',
    action_id: input.name,
    filter: { include: ['public', 'private'] },
    ...placeholderOf(input),
    ...(isChannelId(input.value) ? { initial_conversation: input.value } : {}),
  }
}

/** Slack refuses a form that shows somebody, or a channel, by anything but an id. */
const isMemberId = (id: string | undefined): id is string => id !== undefined && /^[UW][A-Z0-9]+$/.test(id)
const isChannelId = (id: string | undefined): id is string => id !== undefined && /^[CG][A-Z0-9]+$/.test(id)

/** Ten digits: https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element */
function momentOf(value: Date | undefined): { readonly initial_date_time?: number } {
  const seconds = Math.floor((value?.getTime() ?? Number.NaN) / 1000)
  return seconds >= 1_000_000_000 && seconds <= 9_999_999_999 ? { initial_date_time: seconds } : {}
}

function toggleElement(input: Of<'toggle'>): InputBlockElement {
  const option = selectOption({ label: input.label, value: 'on' })
  return {
    type: 'checkboxes',
    action_id: input.name,
    options: [option],
    ...(input.isOn ? { initial_options: [option] } : {}),
  }
}

function placeholderOf({ placeholder }: { readonly placeholder?: string }) {
  return placeholder === undefined ? {} : { placeholder: plainText(placeholder, maximumPlaceholderLength) }
}

const named = ({ label, value }: Choice): Choice => ({ label: safeName(label) || value, value })

function optionsOf(choices: readonly Choice[]): PlainTextOption[] {
  return optionGroups('-', choices.map(named)).flatMap(({ options }) => options)
}
