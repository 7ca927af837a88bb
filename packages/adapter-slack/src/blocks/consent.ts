import type { KnownBlock } from '@slack/types'
import type { ConsentView } from '@threadline/core'
import { button } from './button.js'
import { contactLabel } from './contact-name.js'
import { fallbackText } from './fallback-text.js'
import { actions, paragraph, quote } from './pieces.js'
import type { RenderedPost } from './rendered-post.js'

/** What a contact's words did to consent, with the words themselves. */
export function renderConsent(view: ConsentView): RenderedPost {
  const [title, explanation] = explain(view)
  return {
    text: fallbackText(`${title} ${explanation}`),
    blocks: [paragraph(title, explanation), ...quote(view.text), ...decision(view)],
  }
}

function explain({ contact, state }: ConsentView): readonly [string, string] {
  const who = contactLabel(contact)
  switch (state) {
    case 'held':
      return [`⏸️ Is this an opt-out? ${who}`, 'Texts to this number are held until somebody decides.']
    case 'opted-out':
      return [
        `🔕 Opted out: ${who}`,
        'No text can be sent to this number. Only START, sent from their phone, reopens it.',
      ]
    case 'open':
      return [`✅ Texting is open: ${who}`, 'Texts can be sent to this number.']
    default:
      return state satisfies never
  }
}

function decision({ conversationId, state }: ConsentView): KnownBlock[] {
  if (state !== 'held') return []
  return [
    actions(
      button('Confirm opt-out', 'confirm-opt-out', conversationId, { style: 'danger' }),
      button('Not an opt-out', 'not-an-opt-out', conversationId),
    ),
  ]
}
