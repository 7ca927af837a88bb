import type { FormName } from '../../domain/form.js'
import { submitAssign } from './assign.js'
import { submitDetails } from './details.js'
import type { FormSubmit } from './form-submit.js'
import { submitSendText } from './send-text.js'

/** What is done with each form once it is submitted. */
export const forms: Readonly<Record<FormName, FormSubmit>> = {
  'send-text': submitSendText,
  assign: submitAssign,
  details: submitDetails,
}

/** Fields of forms that take nobody but a full member of the workspace; checked at the door. */
export const memberFields: Readonly<Partial<Record<FormName, readonly string[]>>> = {
  assign: ['assignee'],
}
