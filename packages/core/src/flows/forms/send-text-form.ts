import type { Choice, FormItem, FormView } from '../../domain/form.js'
import type { Flow } from '../flow.js'

/** Characters that fit into the field of a text, more than which nobody can type either. */
export const longestTyped = 3_000

/** A text as far as somebody has got with it. */
export interface Draft {
  readonly to?: Choice
  readonly text?: string
  readonly lineId?: string
  readonly at?: Date
  /** What there is to say about it, in sentences. */
  readonly notes?: readonly string[]
  /** What should be known of it before it leaves: it is asked once more. */
  readonly warnings?: readonly string[]
}

/** The form that texts somebody. No line is chosen beforehand: a text from the wrong number cannot be taken back. */
export function sendTextForm({ lines }: Flow, draft: Draft = {}): FormView {
  const { at, to, warnings = [] } = draft
  return {
    name: 'send-text',
    title: '📱 Send text',
    submit: warnings.length > 0 ? 'Send anyway' : 'Send',
    subject: warnings.length > 0 ? subjectOf(warnings) : undefined,
    items: [
      ...(draft.notes ?? []).map(note),
      ...warnings.map((text) => note(`⚠️ ${text}`)),
      {
        type: 'suggest',
        name: 'to',
        label: 'To',
        source: 'recipient',
        placeholder: 'A name or a number',
        ...(to ? { value: to } : { hasFocus: true }),
      },
      { type: 'text', name: 'text', label: 'Text', isLong: true, value: draft.text },
      ...lineItems(lines, draft.lineId),
      { type: 'moment', name: 'at', label: 'Send later', isOptional: true, value: at, hint: 'Empty: at once.' },
    ],
  }
}

/** Whoever has read these need not read them again; of a text that was changed there may be others. */
export const subjectOf = (warnings: readonly string[]): string => `read:${warnings.join(' ').slice(0, 1_000)}`

const note = (text: string): FormItem => ({ type: 'note', text })

function lineItems({ all }: Flow['lines'], value: string | undefined): readonly FormItem[] {
  if (all.length === 1) return []
  const options = all.map(({ id, name }) => ({ label: name, value: id }))
  return [{ type: 'choice', name: 'line', label: 'From', options, placeholder: 'Choose a line', value }]
}
