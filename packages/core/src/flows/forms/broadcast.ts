import { mostRecipients } from '../../domain/broadcast.js'
import { readList, rowsInWords, type ListRead } from '../../domain/contact-list/read-list.js'
import { valueOf, valuesOf, type FormErrors, type FormItem, type FormValues, type FormView } from '../../domain/form.js'
import { progressLane } from '../../domain/lane.js'
import type { Line } from '../../domain/line.js'
import type { WrittenFile } from '../../domain/message.js'
import { listRows } from '../broadcasts/list-rows.js'
import { listedContacts } from '../broadcasts/listed-contacts.js'
import { draftBroadcast, type DraftResult } from '../broadcasts/draft-broadcast.js'
import { largestList, mostInFile, noFilesHere } from '../broadcasts/take-list.js'
import type { Flow } from '../flow.js'
import { broadcastPreviewForm } from './broadcast-preview.js'
import { formErrors, type FormSubmit } from './form-submit.js'
import { noticeForm } from './notice.js'

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
        label: 'To this list',
        hint: `Paste numbers, or lines of a spreadsheet with names and numbers. Of a tag there can be ${mostRecipients.toLocaleString('en')}.`,
        placeholder: 'Jane Doe, +1 415 555 0123',
        isLong: true,
        isOptional: true,
      },
      {
        type: 'files',
        name: 'file',
        label: 'Or to a list in a file',
        hint: `A CSV file: a number to a row, with a name, or columns that its first line names. At most ${mostInFile.toLocaleString('en')} people.`,
        maxCount: 1,
        endings: ['csv', 'tsv', 'txt'],
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

/** A list and a text were given: what would come of them is shown above the form, where whoever closes it can put the list right. */
export const submitBroadcast: FormSubmit = async (flow, { files = [], formId, values }, memberId, memberName) => {
  const line = lineOf(flow, values)
  if (!line) return formErrors({ line: 'That line is no longer there. Choose another one.' })
  const author = { type: 'member', id: memberId } as const
  const list = readList(await listRows(valueOf(values, 'numbers')), line.defaultCountry)
  if (list.type === 'unclear') return formErrors({ numbers: list.sentence })
  const [file] = files
  const useless = file && problemOfList(file)
  if (useless !== undefined) return formErrors({ file: useless })
  const waiting = file && formId !== undefined ? { fileId: file.id, formId } : undefined
  if (file && !waiting) return formErrors({ file: noFilesHere })
  // The preview that comes later tells of the rows of the file.
  if (file && list.refused.length > 0) return formErrors({ numbers: rowsInWords(list.refused) })
  const picked = valuesOf(values, 'contacts').map((value) => value.replace(/^contact:/, ''))
  const tag = valueOf(values, 'tag')
  const drafted = await draftBroadcast(flow, {
    line,
    author,
    agentName: memberName,
    text: valueOf(values, 'text'),
    contactIds: [...picked, ...(await listedContacts(flow, list.people, author))],
    ...(tag === '' ? {} : { tag }),
    isListComing: waiting !== undefined,
  })
  if (drafted.type === 'refused') return formErrors(problemsOf(drafted, list))
  const { id: broadcastId } = drafted.broadcast
  if (waiting) {
    await flow.enqueue(progressLane(broadcastId), { type: 'read-list', broadcastId, memberId, ...waiting })
    return { type: 'form', placement: 'instead', form: noticeForm('Reading the list…') }
  }
  const form = await broadcastPreviewForm(flow, drafted.broadcast, line, list)
  return { type: 'form', placement: 'on-top', form }
}

function problemOfList({ bytes, problem }: WrittenFile): string | undefined {
  if (problem !== undefined) return 'This cannot be read as a file. Download it, and choose it from your computer.'
  return bytes > largestList ? 'This file is larger than 1 MB, which is too long a list.' : undefined
}

function problemsOf(
  { about, sentence }: DraftResult & { readonly type: 'refused' },
  { refused }: ListRead,
): FormErrors {
  if (about === 'text') return { text: sentence }
  return refused.length > 0 ? { numbers: rowsInWords(refused) } : { tag: sentence }
}

function lineOf({ lines }: Flow, values: FormValues): Line | undefined {
  const lineId = valueOf(values, 'line')
  return lineId === '' ? lines.all[0] : lines.find(lineId)
}
