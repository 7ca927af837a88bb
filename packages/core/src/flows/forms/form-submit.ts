import type { FormErrors } from '../../domain/form.js'
import type { ChatAnswer, ChatFormEvent } from '../../ports/chat-adapter.js'
import type { Flow } from '../flow.js'

/**
 * Takes a submitted form. What is wrong is answered with `form-errors`, and the form stays open with what was typed; find
 * it before claiming the submission, so that a form that comes back can be submitted again.
 */
export type FormSubmit = (
  flow: Flow,
  event: ChatFormEvent,
  memberId: string,
  memberName: string,
) => Promise<ChatAnswer | undefined>

export function formErrors(errors: FormErrors): ChatAnswer {
  return { type: 'form-errors', errors }
}
