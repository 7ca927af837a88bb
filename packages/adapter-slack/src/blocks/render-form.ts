import type { KnownBlock, ModalView } from '@slack/types'
import type { FormItem, FormName, FormView } from '@threadline/core'
import { renderInput } from './form-input.js'
import { fitBlocks, viewRoom } from './fit-blocks.js'
import { labelText, plainText } from './pieces.js'
import { renderPanel, type Permalink } from './render-panel.js'

const callbackPrefix = 'threadline:'
const maximumTitleLength = 24

const forms: Readonly<Record<FormName, true>> = {
  'send-text': true,
  'channel-mode': true,
  assign: true,
  details: true,
  scheduled: true,
  'edit-scheduled': true,
  inbox: true,
  settings: true,
  'line-settings': true,
  'line-sending': true,
  'line-automations': true,
  'line-consent': true,
  'keyword-rules': true,
  'keyword-rule': true,
  templates: true,
  template: true,
  contacts: true,
  contact: true,
  'opt-in': true,
  broadcast: true,
  'broadcast-preview': true,
  'broadcast-unsure': true,
  notice: true,
}

/** Every form there is. */
export const formNames = Object.keys(forms) as readonly FormName[]

/**
 * Draws a form as a modal. Its `callback_id` names the form, and the `block_id` of every input is the name of the field.
 *
 * @see https://docs.slack.dev/reference/views/modal-views
 */
export function renderForm(form: FormView, permalink: Permalink = () => undefined): ModalView {
  const blocks = fitBlocks(
    onlyOneFocus(form.items).flatMap((item) => renderItem(item, permalink)),
    viewRoom,
  )
  // Slack takes no fields without a button that submits them.
  const submit = form.submit ?? (blocks.some(({ type }) => type === 'input') ? 'Save' : undefined)
  return {
    type: 'modal',
    callback_id: `${callbackPrefix}${form.name}`,
    private_metadata: form.subject === undefined ? '' : JSON.stringify({ subject: form.subject }),
    title: labelText(form.title, maximumTitleLength),
    ...(submit === undefined ? {} : { submit: plainText(submit, maximumTitleLength) }),
    close: { type: 'plain_text', text: submit === undefined ? 'Close' : 'Cancel' },
    blocks,
  }
}

/** Slack refuses a form in which two fields want the cursor. */
function onlyOneFocus(items: readonly FormItem[]): readonly FormItem[] {
  const first = items.find((item) => 'hasFocus' in item && item.hasFocus)
  return items.map((item) => ('hasFocus' in item && item !== first ? { ...item, hasFocus: false } : item))
}

/** The form that a `callback_id` names, or `undefined` when it is not one of ours. */
export function decodeFormName(callbackId: unknown): FormName | undefined {
  const name =
    typeof callbackId === 'string' && callbackId.startsWith(callbackPrefix)
      ? callbackId.slice(callbackPrefix.length)
      : ''
  return isFormName(name) ? name : undefined
}

const isFormName = (name: string): name is FormName => Object.hasOwn(forms, name)

/** What a form is about, as it was drawn; empty when it is about nothing. */
export function decodeSubject(privateMetadata: unknown): string {
  if (typeof privateMetadata !== 'string' || privateMetadata === '') return ''
  const subject: unknown = readSubject(privateMetadata)
  return typeof subject === 'string' ? subject : ''
}

function readSubject(json: string): unknown {
  try {
    return (JSON.parse(json) as { subject?: unknown } | null)?.subject
  } catch {
    return undefined
  }
}

function renderItem(item: FormItem, permalink: Permalink): KnownBlock[] {
  switch (item.type) {
    case 'heading':
    case 'paragraph':
    case 'note':
    case 'quote':
    case 'fixed':
    case 'divider':
    case 'buttons':
    case 'entry':
      return renderPanel([item], permalink)
    default:
      return [renderInput(item)].filter((block) => block !== undefined)
  }
}
