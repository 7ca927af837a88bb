import { fillKnown } from '../../domain/template.js'
import { variablesOf } from '../../domain/template-variables.js'
import { nameOf } from '../forms/contact.js'
import { sendTextForm } from '../forms/send-text-form.js'
import { draftOf, knownSoFar } from '../forms/typed-so-far.js'
import { findConversation } from '../open-conversation.js'
import { findTemplate } from '../templates/template-book.js'
import type { Action } from './action.js'

/** Opens the form that texts the contact of a conversation, where a template can be chosen. */
export const sendTemplate: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const found = await findConversation(flow, event.subject)
    if (!found || found.contact.erasedAt) return undefined
    const draft = { to: nameOf(found.contact), lineId: found.conversation.lineId }
    return { form: await sendTextForm(flow, draft), placement: 'new' }
  },
}

/** Puts a template into the open form, with what is known of its variables; the rest is filled in when it is sent. */
export const fillTemplate: Action = {
  type: 'opens',
  async run(flow, { event, memberName }) {
    const template = await findTemplate(flow, event.subject)
    if (!template) return undefined
    const known = await knownSoFar(flow, event.values ?? {})
    const text = fillKnown(template.text, variablesOf({ ...known, agentName: memberName }))
    const draft = { ...draftOf(event, known), text, edition: flow.newId(), template }
    return { form: await sendTextForm(flow, draft), placement: 'instead' }
  },
}
