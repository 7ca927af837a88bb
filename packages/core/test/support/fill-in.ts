import type { FormValues, FormView } from '@threadline/core'

/** What a form comes back with when nobody changes anything in it. */
export function asShown({ items }: FormView): FormValues {
  const values: Record<string, string | readonly string[]> = {}
  for (const item of items) {
    if (item.type === 'toggle' && item.isOn) values[item.name] = 'on'
    if ((item.type === 'text' || item.type === 'choice' || item.type === 'channel') && item.value)
      values[item.name] = item.value
    if (item.type === 'member' && item.value !== undefined) values[item.name] = item.value
    if (item.type === 'suggest' && item.value) values[item.name] = item.value.value
    if (item.type === 'suggest-many') values[item.name] = (item.values ?? []).map(({ value }) => value)
  }
  return values
}
