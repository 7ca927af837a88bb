import type { Suggestion } from '@threadline/core'
import { safeName } from '../text/index.js'
import { optionGroups, type OptionGroup } from './option-groups.js'

const maximumSuggestions = 100

/**
 * Draws suggestions as the `option_groups` that answer a `block_suggestion`: at most a hundred in all, no empty group, in
 * the order in which the groups come first.
 *
 * @see https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select
 */
export function renderSuggestions(suggestions: readonly Suggestion[]): OptionGroup[] {
  const shown = suggestions.slice(0, maximumSuggestions)
  const groups = [...new Set(shown.map(({ group }) => group))]
  return groups.flatMap((name) =>
    optionGroups(
      name,
      shown
        .filter(({ group }) => group === name)
        .map(({ label, value }) => ({ label: safeName(label) || value, value })),
    ),
  )
}
