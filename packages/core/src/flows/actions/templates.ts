import { readPage } from '../forms/page.js'
import { templateForm, templatesPanel } from '../forms/templates.js'
import { findTemplate, removeTemplate } from '../templates/template-book.js'
import type { Action } from './action.js'

/** Opens the list of templates, or turns to another page of it. */
export const openTemplates: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const { from, isTurn } = readPage(event.subject)
    return { form: await templatesPanel(flow, from), placement: isTurn ? 'instead' : 'on-top' }
  },
}

/** The form takes the place of the list, to which saving leads back. Its id is made now, so that saving twice keeps one. */
export const addTemplate: Action = {
  type: 'opens',
  run: async (flow) => ({ form: templateForm({ id: flow.newId(), name: '', text: '' }), placement: 'instead' }),
}

export const editTemplate: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const template = await findTemplate(flow, event.subject)
    return { form: template ? templateForm(template) : await templatesPanel(flow), placement: 'instead' }
  },
}

export const dropTemplate: Action = {
  type: 'changes',
  async run(flow, { event }) {
    await removeTemplate(flow, event.subject)
    return { form: await templatesPanel(flow), placement: 'instead' }
  },
}
