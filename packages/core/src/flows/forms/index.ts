import type { FormName } from '../../domain/form.js'
import type { FormSubmit } from './form-submit.js'
import { submitSendText } from './send-text.js'

/** What is done with each form once it is submitted. */
export const forms: Readonly<Record<FormName, FormSubmit>> = {
  'send-text': submitSendText,
}
