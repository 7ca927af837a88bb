import { isObject } from '../api/arguments.js'
import { plainText } from './composition.js'
import { homeBlock, modalBlock } from './blocks.js'
import { boolean, list, object, oneOf, optional, required, string, variants, type Problem } from './schema.js'

const shared = {
  private_metadata: optional(string({ min: 0, max: 3000 })),
  callback_id: optional(string({ min: 0, max: 255 })),
  external_id: optional(string({ min: 0, max: 255 })),
}

/** A view: https://docs.slack.dev/reference/views */
export const view = variants({
  modal: object(
    {
      type: required(oneOf('modal')),
      title: required(plainText(24)),
      blocks: required(list(modalBlock, { max: 100 })),
      submit: optional(plainText(24)),
      close: optional(plainText(24)),
      clear_on_close: optional(boolean),
      notify_on_close: optional(boolean),
      submit_disabled: optional(boolean),
      ...shared,
    },
    submitForInputs,
  ),
  home: object({ type: required(oneOf('home')), blocks: required(list(homeBlock, { min: 0, max: 100 })), ...shared }),
})

function submitForInputs(value: Readonly<Record<string, unknown>>, at: string): readonly Problem[] {
  const blocks = Array.isArray(value['blocks']) ? value['blocks'] : []
  const hasInput = blocks.some((block: unknown) => isObject(block) && block['type'] === 'input')
  if (!hasInput || value['submit'] !== undefined) return []
  return [{ at, message: 'missing required field: submit' }]
}
