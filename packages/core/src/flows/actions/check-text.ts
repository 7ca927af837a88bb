import { cleanText } from '../../domain/clean-text.js'
import { composeText } from '../../domain/compose-text.js'
import { lengthOfText } from '../../domain/length-of-text.js'
import { sentenceOf } from '../../domain/template.js'
import { withFooter } from '../first-contact.js'
import type { Flow } from '../flow.js'
import { sendTextForm, type Draft } from '../forms/send-text-form.js'
import { draftOf, knownSoFar, type KnownSoFar } from '../forms/typed-so-far.js'
import { asLineSends } from '../queue-text.js'
import type { Action, Click } from './action.js'

/** Says in the open form what the text costs and why, and how it will read with its variables and its signature. */
export const checkText: Action = {
  type: 'opens',
  async run(flow, { event, memberId, memberName }) {
    const { values = {} } = event
    const known = await knownSoFar(flow, values)
    const typed = draftOf(event, known)
    const draft = { ...typed, ...(await checked(flow, typed, known, { memberId, memberName })) }
    return { form: await sendTextForm(flow, draft), placement: 'instead' }
  },
}

type Author = Pick<Click, 'memberId' | 'memberName'>

async function checked(
  flow: Flow,
  { files, text: written = '' }: Draft,
  known: KnownSoFar,
  { memberId, memberName }: Author,
): Promise<Draft> {
  const typed = cleanText(written)
  const author = { type: 'member', id: memberId } as const
  const composed = composeText({ ...known, author, memberName, text: typed })
  if (composed.type === 'unfilled' && !known.to) return { notes: ['📏 Choose in To who gets it, to see it filled in.'] }
  if (composed.type === 'unfilled') return { notes: [`📏 ${sentenceOf(composed.problems)}`] }
  const whole = known.to ? await withFooter(flow, { ...known, author, files }, composed.text) : composed.text
  const text = asLineSends(whole, known.line)
  const mayHaveFooter = !known.to && (known.line?.firstContactFooter.trim() ?? '') !== ''
  return {
    notes: [
      `📏 ${lengthOfText(text)}`,
      ...(mayHaveFooter ? ['To somebody who never wrote, the first text also has the footer of the line.'] : []),
    ],
    ...(text === typed ? {} : { preview: text }),
  }
}
