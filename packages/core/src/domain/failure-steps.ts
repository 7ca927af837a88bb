import type { TextFailureCategory } from './failure.js'
import type { ButtonView } from './form.js'
import type { Message } from './message.js'

/** What can be done with one click about a text that did not arrive. */
type FailureStep = 'retry' | 'reword' | 'send-as-link' | 'edit-number' | 'ask-admin'

/** The likeliest first. What an admin has set right, or a corrected number, is followed by the same text again. */
const steps: Readonly<Record<TextFailureCategory, readonly FailureStep[]>> = {
  landline: ['edit-number'],
  unreachable: ['retry'],
  'unknown-number': ['edit-number'],
  'invalid-number': ['edit-number', 'retry'],
  'opted-out': [],
  blocked: ['reword'],
  'sender-unregistered': ['ask-admin', 'retry'],
  'sender-invalid': ['ask-admin', 'retry'],
  'rate-limited': ['retry'],
  region: ['ask-admin', 'retry'],
  'fraud-suspected': ['ask-admin'],
  'too-long': ['reword'],
  media: ['send-as-link'],
  account: ['ask-admin', 'retry'],
  expired: ['retry'],
  'provider-down': ['retry'],
  other: ['retry', 'edit-number'],
}

/** Whether a text did not arrive. What was kept inside, or taken back, is no text that failed. */
export const hasFailed = ({ direction, status }: Pick<Message, 'direction' | 'status'>): boolean =>
  direction === 'outbound' && (status === 'failed' || status === 'undelivered')

/** The buttons under a text that did not arrive; none once somebody has sent it again, or when nothing of it is left. */
export function failureButtons(message: Message): readonly ButtonView[] {
  if (!hasFailed(message) || message.blankedAt || message.resolution) return []
  const offered = steps[message.failure?.category ?? 'other']
  return offered.filter((step) => step !== 'send-as-link' || hasFiles(message)).map((step) => buttonOf(step, message))
}

/** Whether something went along that a link can stand for. */
const hasFiles = ({ files = [] }: Message): boolean => files.some(({ isLinked }) => !isLinked)

function buttonOf(step: FailureStep, { id: subject }: Message): ButtonView {
  switch (step) {
    case 'retry':
      return { label: 'Send again', action: 'retry', subject }
    case 'reword':
      return { label: 'Edit and send', action: 'reword', subject }
    case 'send-as-link':
      return { label: 'Send as link', action: 'send-as-link', subject }
    case 'edit-number':
      return { label: 'Edit number', action: 'other-number', subject }
    case 'ask-admin':
      return { label: 'Ask admin', action: 'ask-admin', subject }
    default:
      return step satisfies never
  }
}
