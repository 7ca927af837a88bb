import { isObject } from '../api/arguments.js'
import type { Problem } from './schema.js'

/** Options that are chosen at first, but are not among those to choose from: Slack refuses the whole view for one. */
export function strayInitialOptions(element: Readonly<Record<string, unknown>>, at: string): readonly Problem[] {
  const { initial_option: one, initial_options: several } = element
  const known = new Set(optionsOf(element).map((option) => option['value']))
  const isStray = (option: unknown): boolean => isObject(option) && !known.has(option['value'])
  const name = one === undefined ? 'initial_options' : 'initial_option'
  const initial = one === undefined ? (Array.isArray(several) ? several : []) : [one]
  const message = `${name} must match the options of the element`
  return initial.some(isStray) ? [{ at: `${at}/${name}`, message }] : []
}

function optionsOf(element: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'].filter(isObject) : []
  const lists = [element['options'], ...groups.map((group) => group['options'])]
  return lists.flatMap((options) => (Array.isArray(options) ? options.filter(isObject) : []))
}
