import { modeLabels } from '../../domain/channel-head.js'
import type { Conversation } from '../../domain/conversation.js'
import { valueOf, type FormView } from '../../domain/form.js'
import { sendModes } from '../../domain/send-mode.js'
import { setChannelMode } from '../channels/set-mode.js'
import { isDuplicate } from '../flow.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** The form that says which of what is typed in a conversation's own channel is texted; none when it has no channel. */
export function channelModeForm({ id, place }: Conversation): FormView | undefined {
  if (place.type !== 'direct') return undefined
  return {
    name: 'channel-mode',
    title: 'What is texted',
    submit: 'Save',
    subject: id,
    items: [
      {
        type: 'choice',
        name: 'mode',
        label: 'Of what is typed at the top of this channel, text',
        options: sendModes.map((value) => ({ label: modeLabels[value], value })),
        value: place.mode ?? 'reply-all',
      },
      { type: 'note', text: 'Threads and notes always stay inside.' },
    ],
  }
}

export const submitChannelMode: FormSubmit = async (flow, event, memberId) => {
  const chosen = valueOf(event.values, 'mode')
  const mode = sendModes.find((one) => one === chosen)
  if (!mode) return formErrors({ mode: 'Choose what is texted.' })
  if (await isDuplicate(flow, event.identities, 'channel-mode')) return undefined
  const by = { type: 'member', id: memberId } as const
  if (await setChannelMode(flow, event.subject, mode, by)) return undefined
  return formErrors({ mode: 'This channel is closed. The conversation goes on in its thread.' })
}
