import type { PlainTextElement, PlainTextOption } from '@slack/types'
import type { Choice } from '@threadline/core'
import { wellFormed } from '../text/index.js'
import { plainText } from './pieces.js'

const maximumGroups = 100
const maximumOptions = 100
const maximumTextLength = 75
const maximumValueLength = 150

/** A group as a select takes it. */
export interface OptionGroup {
  readonly label: PlainTextElement
  readonly options: PlainTextOption[]
}

/**
 * Draws choices as groups of a select, a hundred in each. A value that is empty or longer than Slack's 150 characters,
 * torn, or there before, is left out: a mended value would choose something else.
 *
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/option-group-object
 */
export function optionGroups(label: string, choices: readonly Choice[]): OptionGroup[] {
  const usable = [...new Map(choices.map((choice) => [choice.value, choice])).values()]
    .filter(({ value }) => value.trim() !== '' && value.length <= maximumValueLength && value === wellFormed(value))
    .slice(0, maximumGroups * maximumOptions)
  const groups: OptionGroup[] = []
  for (let start = 0; start < usable.length; start += maximumOptions) {
    const options = usable.slice(start, start + maximumOptions).map(selectOption)
    groups.push({ label: plainText(label, maximumTextLength), options })
  }
  return groups
}

/** An entry of a select. */
export function selectOption({ label, value }: Choice): PlainTextOption {
  return { text: plainText(label, maximumTextLength), value }
}
