import { cleanText } from '../../domain/clean-text.js'
import { composeText } from '../../domain/compose-text.js'
import { valueOf, type FormValues } from '../../domain/form.js'
import { lengthOfText } from '../../domain/length-of-text.js'
import { sentenceOf } from '../../domain/template.js'
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
    const draft = { ...draftOf(event, known), ...checked(values, known, { memberId, memberName }) }
    return { form: await sendTextForm(flow, draft), placement: 'instead' }
  },
}

type Author = Pick<Click, 'memberId' | 'memberName'>

function checked(values: FormValues, known: KnownSoFar, { memberId, memberName }: Author): Draft {
  const typed = cleanText(valueOf(values, 'text'))
  const composed = composeText({ ...known, author: { type: 'member', id: memberId }, memberName, text: typed })
  if (composed.type === 'unfilled' && !known.to) return { notes: ['📏 Choose in To who gets it, to see it filled in.'] }
  if (composed.type === 'unfilled') return { notes: [`📏 ${sentenceOf(composed.problems)}`] }
  const text = asLineSends(composed.text, known.line)
  const hasFooter = (known.line?.firstContactFooter ?? '') !== ''
  return {
    notes: [
      `📏 ${lengthOfText(text)}`,
      ...(hasFooter ? ['To somebody who never wrote, the first text also has the footer of the line.'] : []),
    ],
    ...(text === typed ? {} : { preview: text }),
  }
}
