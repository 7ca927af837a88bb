import type { Choice, FormItem, FormView } from '../../domain/form.js'
import type { WrittenFile } from '../../domain/message.js'
import { mostFiles } from '../../domain/outbound-file.js'
import type { Template } from '../../domain/template.js'
import type { Flow } from '../flow.js'
import { listTemplates } from '../templates/template-book.js'

/** Characters that fit into the field of a text, more than which nobody can type either. */
export const longestTyped = 3_000

/** A text as far as somebody has got with it. */
export interface Draft {
  readonly to?: Choice
  readonly text?: string
  /** That of the field, where it is to show another text than before. */
  readonly edition?: string
  /** The one the text was made from. */
  readonly template?: Pick<Template, 'id' | 'name'>
  readonly lineId?: string
  readonly at?: Date
  /** Uploaded already. A field for files cannot be drawn with some in it. */
  readonly files?: readonly WrittenFile[]
  /** What there is to say about it, in sentences. */
  readonly notes?: readonly string[]
  /** How it will read, where that is not how it was typed. */
  readonly preview?: string
  /** What should be known of it before it leaves: it is asked once more. */
  readonly warnings?: readonly string[]
}

/** The form that texts somebody. No line is chosen beforehand: a text from the wrong number cannot be taken back. */
export async function sendTextForm(flow: Flow, draft: Draft = {}): Promise<FormView> {
  const { at, edition, files = [], text, to, warnings = [] } = draft
  const hasTemplates = (await listTemplates(flow)).length > 0
  return {
    name: 'send-text',
    title: '📱 Send text',
    submit: warnings.length > 0 ? 'Send anyway' : 'Send',
    subject: warnings.length > 0 ? subjectOf(warnings) : undefined,
    items: [
      ...(draft.notes ?? []).map(note),
      ...(draft.preview === undefined ? [] : [{ type: 'quote', text: draft.preview } as const]),
      ...warnings.map((text) => note(`⚠️ ${text}`)),
      {
        type: 'suggest',
        name: 'to',
        label: 'To',
        source: 'recipient',
        placeholder: 'A name or a number',
        ...(to ? { value: to } : { hasFocus: true }),
      },
      ...(hasTemplates ? [templateField(draft.template)] : []),
      textField(flow.lines, { edition, text }),
      { type: 'buttons', buttons: [{ label: '📏 Length and preview', action: 'check-text', subject: '' }] },
      ...fileItems(flow.lines, files),
      ...lineItems(flow.lines, draft.lineId),
      { type: 'moment', name: 'at', label: 'Send later', isOptional: true, value: at, hint: 'Empty: at once.' },
    ],
  }
}

/** Whoever has read these need not read them again; of a text that was changed there may be others. */
export const subjectOf = (warnings: readonly string[]): string => `read:${warnings.join(' ').slice(0, 1_000)}`

/** Files of which a form that is filled in tells no more than which they are. */
export function untoldFiles(ids: readonly string[]): readonly WrittenFile[] {
  return ids.map((id, index) => ({ id, name: `File ${index + 1}`, contentType: '', bytes: 0, isUntold: true }))
}

function templateField(chosen: Draft['template']): FormItem {
  return {
    type: 'suggest',
    name: 'template',
    label: 'Template',
    source: 'template',
    onChoose: 'fill-template',
    placeholder: 'Puts its words into Text',
    isOptional: true,
    ...(chosen && { value: { label: chosen.name, value: chosen.id } }),
  }
}

const note = (text: string): FormItem => ({ type: 'note', text })

function lineItems({ all }: Flow['lines'], value: string | undefined): readonly FormItem[] {
  if (all.length === 1) return []
  const options = all.map(({ id, name }) => ({ label: name, value: id }))
  return [{ type: 'choice', name: 'line', label: 'From', options, placeholder: 'Choose a line', value }]
}

/** A picture needs no words; that neither is too little is told when it is submitted. */
function textField(lines: Flow['lines'], { edition, text }: Pick<Draft, 'edition' | 'text'>): FormItem {
  const mayBeEmpty = sendsFiles(lines)
  return {
    type: 'text',
    name: 'text',
    label: 'Text',
    isLong: true,
    value: text,
    ...(edition && { edition }),
    ...(mayBeEmpty && { isOptional: true, hint: 'May stay empty where a picture or file goes along.' }),
  }
}

const sendsFiles = ({ all, mediaOf }: Flow['lines']): boolean =>
  all.some(({ bigFiles, senders }) => bigFiles === 'link' || senders.some((one) => mediaOf(one.provider)))

/** Only where a line can do anything with files. What was uploaded already can be left out, and nothing be added. */
function fileItems(lines: Flow['lines'], files: readonly WrittenFile[]): readonly FormItem[] {
  if (files.length > 0) {
    const options = files.map(({ id, name }) => ({ label: name, value: id }))
    const values = files.map(({ id }) => id)
    return [{ type: 'choices', name: 'kept', label: 'Pictures and files', isOptional: true, options, values }]
  }
  if (!sendsFiles(lines)) return []
  return [{ type: 'files', name: 'files', label: 'Pictures and files', isOptional: true, maxCount: mostFiles }]
}
