import { mostRecipients } from '../../domain/broadcast.js'
import { valueOf, valuesOf, type FormItem, type FormValues, type FormView } from '../../domain/form.js'
import type { Line } from '../../domain/line.js'
import { parsePhoneNumber } from '../../domain/phone-number.js'
import { contactsOfNumbers } from '../broadcasts/contacts-of-numbers.js'
import { draftBroadcast } from '../broadcasts/draft-broadcast.js'
import type { Flow } from '../flow.js'
import { broadcastPreviewForm } from './broadcast-preview.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** The form that texts many: a list in one way or another, and a text. What comes of it is shown before anything leaves. */
export function broadcastForm({ lines }: Flow): FormView {
  return {
    name: 'broadcast',
    title: '📣 Broadcast',
    submit: 'Preview',
    items: [
      {
        type: 'note',
        text: 'Each gets a text of their own, and answers in a thread of their own. Nothing leaves yet.',
      },
      {
        type: 'suggest',
        name: 'tag',
        label: 'To everybody with this tag',
        source: 'tag',
        placeholder: 'A tag',
        isOptional: true,
      },
      {
        type: 'suggest-many',
        name: 'contacts',
        label: 'To these contacts',
        source: 'contact',
        placeholder: 'Names or numbers',
        isOptional: true,
      },
      {
        type: 'text',
        name: 'numbers',
        label: 'To these numbers',
        hint: `One a line, or with commas between them. Of a tag there can be ${mostRecipients.toLocaleString('en')}.`,
        isLong: true,
        isOptional: true,
      },
      {
        type: 'text',
        name: 'text',
        label: 'Text',
        hint: 'With variables, such as {{contact.firstName|there}}: what is behind the | stands in where nobody knows.',
        isLong: true,
      },
      ...lineItems(lines),
    ],
  }
}

function lineItems({ all }: Flow['lines']): readonly FormItem[] {
  if (all.length === 1) return []
  const options = all.map(({ id, name }) => ({ label: name, value: id }))
  return [{ type: 'choice', name: 'line', label: 'From', options, placeholder: 'Choose a line' }]
}

/** A list and a text were given: what would come of them is shown in the place of the form. */
export const submitBroadcast: FormSubmit = async (flow, { values }, memberId, memberName) => {
  const line = lineOf(flow, values)
  if (!line) return formErrors({ line: 'That line is no longer there. Choose another one.' })
  const numbers = readNumbers(valueOf(values, 'numbers'), line)
  if (numbers.type === 'invalid') return formErrors({ numbers: numbers.reason })
  const picked = valuesOf(values, 'contacts').map((value) => value.replace(/^contact:/, ''))
  const tag = valueOf(values, 'tag')
  const drafted = await draftBroadcast(flow, {
    line,
    author: { type: 'member', id: memberId },
    agentName: memberName,
    text: valueOf(values, 'text'),
    contactIds: [...picked, ...(await contactsOfNumbers(flow, numbers.e164))],
    ...(tag === '' ? {} : { tag }),
  })
  if (drafted.type === 'refused') return formErrors({ [drafted.about === 'text' ? 'text' : 'tag']: drafted.sentence })
  return { type: 'form', placement: 'instead', form: await broadcastPreviewForm(flow, drafted.broadcast, line) }
}

function lineOf({ lines }: Flow, values: FormValues): Line | undefined {
  const lineId = valueOf(values, 'line')
  return lineId === '' ? lines.all[0] : lines.find(lineId)
}

type NumbersRead =
  | { readonly type: 'ok'; readonly e164: readonly string[] }
  | { readonly type: 'invalid'; readonly reason: string }

/** As many as are named where something is wrong. */
const mostNamed = 3

function readNumbers(typed: string, { defaultCountry }: Line): NumbersRead {
  const entries = typed.split(/[\n,;\t]+/).map((entry) => entry.trim())
  const parsed = entries
    .filter((entry) => entry !== '')
    .map((entry) => [entry, parsePhoneNumber(entry, defaultCountry)] as const)
  const wrong = parsed.filter(([, { type }]) => type === 'invalid').map(([entry]) => `“${entry.slice(0, 40)}”`)
  if (wrong.length === 0)
    return { type: 'ok', e164: parsed.flatMap(([, number]) => (number.type === 'ok' ? number.e164 : [])) }
  const more = wrong.length > mostNamed ? ` and ${wrong.length - mostNamed} more` : ''
  return { type: 'invalid', reason: `No phone numbers: ${wrong.slice(0, mostNamed).join(', ')}${more}.` }
}
