import type { Flow } from '../flow.js'
import { editScheduledForm } from '../forms/edit-scheduled.js'
import { readPage } from '../forms/page.js'
import { scheduledForm } from '../forms/scheduled.js'
import { cancelScheduled, sendScheduledNow, type ChangeResult } from '../scheduled/change-scheduled.js'
import { tell } from '../tell.js'
import type { Action, Click, FormReply } from './action.js'

/** Opens the list of scheduled texts, or turns to another page of it. */
export const openScheduled: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const { from, isTurn } = readPage(event.subject)
    return { form: await scheduledForm(flow, undefined, from), placement: isTurn ? 'instead' : 'new' }
  },
}

/** Opens the form that changes a scheduled text. */
export const openEditScheduled: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const message = await flow.tx.messages.find(event.subject)
    if (message?.status === 'scheduled') return { form: editScheduledForm(message), placement: 'on-top' }
    return { form: await scheduledForm(flow, 'That text is not scheduled any more.'), placement: 'instead' }
  },
}

export const cancelByButton: Action = {
  type: 'changes',
  async run(flow, click) {
    return answer(flow, click, await cancelScheduled(flow, click.event.subject), 'Canceled.')
  },
}

export const sendNowByButton: Action = {
  type: 'changes',
  async run(flow, click) {
    return answer(flow, click, await sendScheduledNow(flow, click.event.subject), 'Sent.')
  },
}

/** In the list it is shown what became of it; in a thread the post itself shows it, and only a refusal is told. */
async function answer(
  flow: Flow,
  { event }: Click,
  result: ChangeResult,
  done: string,
): Promise<FormReply | undefined> {
  const news = result.type === 'changed' ? done : result.sentence
  if (event.formId !== undefined) return { form: await scheduledForm(flow, news), placement: 'instead' }
  const { author, post } = event
  if (result.type !== 'changed' && post) await tell(flow, { author, post }, result.sentence)
  return undefined
}
