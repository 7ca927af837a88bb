import type { InputBlock, InputBlockElement, ModalView } from '@slack/types'
import type { FormField, FormView, SendTextFormView } from '@threadline/core'
import { safeName } from '../text/index.js'
import { optionGroups } from './option-groups.js'

const callbackPrefix = 'threadline:'
const maximumInputLength = 3000

/**
 * Draws a form as a modal. Its `callback_id` names the form, and `block_id` and `action_id` of every input are the
 * name of the field. `privateMetadata` is at most 3,000 characters and comes back with the submission.
 *
 * @see https://docs.slack.dev/reference/views/modal-views
 */
export function renderForm(form: FormView, privateMetadata: string): ModalView {
  return {
    type: 'modal',
    callback_id: `${callbackPrefix}${form.type}`,
    private_metadata: privateMetadata,
    title: { type: 'plain_text', text: '📱 Send text', emoji: true },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: sendTextInputs(form),
  }
}

/** The form that a `callback_id` names, or `undefined` when it is not one of ours. */
export function decodeFormId(callbackId: unknown): FormView['type'] | undefined {
  return callbackId === `${callbackPrefix}send-text` ? 'send-text' : undefined
}

function sendTextInputs({ lines }: SendTextFormView): InputBlock[] {
  const fields = [
    input('to', 'To', {
      type: 'external_select',
      action_id: 'to',
      min_query_length: 1,
      placeholder: { type: 'plain_text', text: 'A name or a number' },
      focus_on_load: true,
    }),
    input('text', 'Text', {
      type: 'plain_text_input',
      action_id: 'text',
      multiline: true,
      max_length: maximumInputLength,
    }),
  ]
  return lines.length > 1 ? [...fields, lineInput(lines)] : fields
}

/** No line is chosen beforehand: a text from the wrong number cannot be taken back. */
function lineInput(lines: SendTextFormView['lines']): InputBlock {
  const options = lines.map(({ id, name }) => ({ label: safeName(name) || 'Line', value: id }))
  return input('line', 'From', {
    type: 'static_select',
    action_id: 'line',
    placeholder: { type: 'plain_text', text: 'Choose a line' },
    option_groups: optionGroups('Lines', options),
  })
}

function input(field: FormField, label: string, element: InputBlockElement): InputBlock {
  return { type: 'input', block_id: field, label: { type: 'plain_text', text: label }, element }
}
