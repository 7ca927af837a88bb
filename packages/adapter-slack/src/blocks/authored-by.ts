import type { ContactView, TextView } from '@threadline/core'
import { contactName } from './contact-name.js'
import type { RenderedPost } from './rendered-post.js'

/** An inbound text stands under the contact's name; the app itself posts what the team sent. */
export function authoredBy(contact: ContactView, message: TextView): Pick<RenderedPost, 'username' | 'iconEmoji'> {
  return message.direction === 'inbound' ? { username: contactName(contact), iconEmoji: ':speech_balloon:' } : {}
}
