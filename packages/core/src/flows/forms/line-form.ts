import type { FormErrors, FormItem, FormName, FormView } from '../../domain/form.js'
import { problemOfLine, type Line, type LineSettings } from '../../domain/line.js'
import type { ChatFormEvent } from '../../ports/chat-adapter.js'
import { isDuplicate, type Flow } from '../flow.js'
import { problemOfChannel, saveLineSettings } from '../settings/save-settings.js'
import { formErrors, type FormSubmit } from './form-submit.js'
import type { LineField } from './line-field.js'

/** A form that sets up a part of a line. */
export interface LineForm {
  readonly view: (line: Line, channelId: string | undefined) => FormView
  readonly submit: FormSubmit
}

/** Makes the form of some fields; a note above them explains, and names the line when it is not among them. */
export function lineForm(name: FormName, title: string, fields: readonly LineField[], note?: string): LineForm {
  return {
    view: (line, channelId) => ({
      name,
      title,
      submit: 'Save',
      subject: line.id,
      items: [...headOf(line, fields, note), ...fields.map((field) => field.item(line, channelId))],
    }),
    submit: (flow, event) => submit(flow, event, name, fields),
  }
}

function headOf(line: Line, fields: readonly LineField[], note: string | undefined): readonly FormItem[] {
  const named = fields.some(({ name }) => name === 'name') ? [] : [`Line “${line.name}”`]
  return [...named, ...(note === undefined ? [] : [note])].map((text) => ({ type: 'note', text }))
}

/** That the app is in the channel, and that members are full ones, was found out at the door. */
async function submit(flow: Flow, event: ChatFormEvent, name: FormName, fields: readonly LineField[]) {
  const [first] = fields
  const line = flow.lines.find(event.subject)
  if (!line) return formErrors({ [first?.name ?? '']: 'This line is no longer there.' })
  const { changes, errors } = readFields(flow, event, line, fields)
  if (Object.keys(errors).length > 0) return formErrors(errors)
  if (await isDuplicate(flow, event.identities, name)) return undefined
  await saveLineSettings(flow, line.id, changes)
  return undefined
}

interface ReadFields {
  readonly changes: Partial<LineSettings>
  readonly errors: FormErrors
}

/** What is wrong is told at each field: with what it says by itself, or together with the fields above it. */
function readFields(flow: Flow, { values }: ChatFormEvent, line: Line, fields: readonly LineField[]): ReadFields {
  const channelId = flow.lines.channelIdOf(line)
  const errors: Record<string, string> = {}
  const read: (readonly [string, Partial<LineSettings>])[] = []
  for (const { name, read: readField } of fields) {
    const change = readField(values, channelId)
    if (typeof change === 'string') errors[name] = change
    else read.push([name, change])
  }
  const changes = Object.assign({}, ...read.map(([, change]) => change)) as Partial<LineSettings>
  return { changes, errors: { ...errors, ...problemsAmong(flow, line, read, changes) } }
}

function problemsAmong(
  flow: Flow,
  line: Line,
  read: readonly (readonly [string, Partial<LineSettings>])[],
  changes: Partial<LineSettings>,
): FormErrors {
  const problemOf = (some: Partial<LineSettings>) =>
    problemOfLine({ ...line, ...some }) ?? problemOfChannel(flow, line.id, some.channel)
  if (problemOf(changes) === undefined) return {}
  const errors: Record<string, string> = {}
  let sound: Partial<LineSettings> = {}
  for (const [name, change] of read) {
    const problem = problemOf({ ...sound, ...change })
    if (problem === undefined) sound = { ...sound, ...change }
    else errors[name] = `The line ${problem}.`
  }
  return errors
}
