import type { ConfirmationDialog } from '@slack/types'
import type { UnsureView } from '@threadline/core'
import { button } from './button.js'
import { contactLabel, contactName } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, excerpt, paragraph, plainText } from './pieces.js'
import type { RenderedPost } from './rendered-post.js'

const maximumConfirmLength = 300

/** Under a text of which nobody knows whether it left. Resending is a person's decision, and says what it risks. */
export function renderUnsure({ contact, messageId, text }: UnsureView): RenderedPost {
  const question = `The connection broke while this text to ${contactLabel(contact)} was being sent. It may have arrived.`
  return {
    text: fallbackText(`Not sure it went. ${question}`),
    blocks: [
      paragraph('⚠️ Not sure it went.', question),
      ...excerpt(text),
      actions(
        button('Resend', 'resend', messageId, { confirm: resendWarning(contactName(contact)) }),
        button('Leave', 'leave', messageId),
      ),
    ],
  }
}

function resendWarning(name: string): ConfirmationDialog {
  return {
    title: { type: 'plain_text', text: 'Send this text again?' },
    text: plainText(`If the first one did arrive, ${name} will get it twice.`, maximumConfirmLength),
    confirm: { type: 'plain_text', text: 'Resend' },
    deny: { type: 'plain_text', text: 'Cancel' },
  }
}
