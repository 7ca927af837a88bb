import type { Suggestion } from '@threadline/core'
import { safeName } from '../text/index.js'
import { optionGroups, type OptionGroup } from './option-groups.js'

const maximumSuggestions = 100

const groupLabels: readonly (readonly [Suggestion['group'], string])[] = [
  ['contacts', 'Contacts'],
  ['number', 'New number'],
]

/**
 * Draws suggestions as the `option_groups` that answer a `block_suggestion`: at most a hundred in all, no empty group.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
export function renderSuggestions(suggestions: readonly Suggestion[]): OptionGroup[] {
  const shown = suggestions.slice(0, maximumSuggestions)
  return groupLabels.flatMap(([group, label]) =>
    optionGroups(
      label,
      shown
        .filter((suggestion) => suggestion.group === group)
        .map((suggestion) => ({ label: safeName(suggestion.label) || suggestion.value, value: suggestion.value })),
    ),
  )
}
