import { isObject } from '../api/arguments.js'
import type { Problem } from './schema.js'

/** Ids that occur twice: a `block_id` anywhere, an `action_id` within one block. */
export function duplicateIds(blocks: readonly unknown[], at: string): readonly Problem[] {
  const blockIds = blocks.map((block) => (isObject(block) ? block['block_id'] : undefined))
  const doubled = repeats(blockIds).map((index) => ({
    at: `${at}/${index}/block_id`,
    message: `block_id \`${String(blockIds[index])}\` already exists`,
  }))
  return [...doubled, ...blocks.flatMap((block, index) => duplicateActions(block, `${at}/${index}`))]
}

function duplicateActions(block: unknown, at: string): readonly Problem[] {
  if (!isObject(block) || !Array.isArray(block['elements'])) return []
  const ids = block['elements'].map((element: unknown) => (isObject(element) ? element['action_id'] : undefined))
  return repeats(ids).map((index) => ({
    at: `${at}/elements/${index}/action_id`,
    message: `\`action_id\` \`${String(ids[index])}\` already exists`,
  }))
}

/** Elements that want the focus besides the first: a view has one. */
export function secondFocus(blocks: readonly unknown[], at: string): readonly Problem[] {
  const wanting = blocks.flatMap((block, index) => (wantsFocus(block) ? [index] : []))
  return wanting.slice(1).map((index) => ({ at: `${at}/${index}`, message: 'only one element can have focus_on_load' }))
}

function wantsFocus(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(wantsFocus)
  if (!isObject(value)) return false
  return value['focus_on_load'] === true || Object.values(value).some(wantsFocus)
}

/** The positions of values that were there before. */
function repeats(values: readonly unknown[]): readonly number[] {
  return values.flatMap((value, index) => (value !== undefined && values.indexOf(value) < index ? [index] : []))
}
