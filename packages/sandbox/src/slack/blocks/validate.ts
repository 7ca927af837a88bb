import { isObject } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import type { Ids } from '../state/ids.js'
import type { Json } from '../state/types.js'
import { messageBlock } from './blocks.js'
import { list, type Problem } from './schema.js'
import { duplicateIds, secondFocus } from './unique-ids.js'
import { view } from './views.js'

/** Characters all blocks of a message can hold together. Undocumented: https://github.com/slackapi/bolt-js/issues/2509 */
const longestBlocks = 13_200
/** Bytes a view can have as JSON. */
const largestView = 250 * 1024

const messageBlocks = list(messageBlock, { min: 0, max: 50 })

/**
 * Checks the blocks of a message and gives every block and element the id it lacks.
 *
 * @throws SlackFailure `invalid_blocks_format`, `invalid_blocks`, `msg_blocks_too_long`
 */
export function acceptMessageBlocks(value: unknown, ids: Ids): readonly Json[] {
  if (!Array.isArray(value)) throw new SlackFailure('invalid_blocks_format')
  const problems = [...messageBlocks(value, '/blocks'), ...duplicateIds(value, '/blocks')]
  if (problems.length > 0) throw refusal('invalid_blocks', problems)
  if (textLength(value) > longestBlocks) throw new SlackFailure('msg_blocks_too_long')
  return withIds(value, ids)
}

/**
 * Checks a view and gives every block and element the id it lacks.
 *
 * @throws SlackFailure `invalid_arguments`, `view_too_large`
 */
export function acceptView(value: unknown, type: 'modal' | 'home', ids: Ids): Json {
  const wrongType =
    isObject(value) && value['type'] !== undefined && value['type'] !== type
      ? [{ at: '/view/type', message: `must be a ${type} view` }]
      : []
  const blocks = isObject(value) && Array.isArray(value['blocks']) ? value['blocks'] : []
  const problems = [
    ...wrongType,
    ...view(value, '/view'),
    ...duplicateIds(blocks, '/view/blocks'),
    ...secondFocus(blocks, '/view/blocks'),
  ]
  if (problems.length > 0 || !isObject(value)) throw refusal('invalid_arguments', problems)
  if (Buffer.byteLength(JSON.stringify(value)) > largestView) throw new SlackFailure('view_too_large')
  return { ...value, blocks: withIds(blocks, ids) }
}

/** The error for blocks or a view with problems, worded as Slack does. */
export function refusal(code: string, problems: readonly Problem[]): SlackFailure {
  const messages = problems.map(({ at, message }) => `${message} [json-pointer:${at}]`)
  return new SlackFailure(code, {
    errors: messages,
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  })
}

function withIds(blocks: readonly unknown[], ids: Ids): readonly Json[] {
  return blocks.filter(isObject).map((block) => {
    const element = isObject(block['element']) ? { element: withActionId(block['element'], ids) } : {}
    const accessory = isObject(block['accessory']) ? { accessory: withActionId(block['accessory'], ids) } : {}
    const elements = isActions(block) ? { elements: block['elements'].map((item) => withActionId(item, ids)) } : {}
    return { block_id: ids.token(5), ...block, ...element, ...accessory, ...elements }
  })
}

function isActions(block: Record<string, unknown>): block is Record<string, unknown> & { elements: Json[] } {
  return block['type'] === 'actions' && Array.isArray(block['elements'])
}

function withActionId(element: Json, ids: Ids): Json {
  return element['type'] === 'image' ? element : { action_id: ids.token(5), ...element }
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textLength(item), 0)
  if (!isObject(value)) return 0
  const own = typeof value['text'] === 'string' ? value['text'].length : 0
  return own + Object.values(value).reduce<number>((sum, item) => sum + textLength(item), 0)
}
