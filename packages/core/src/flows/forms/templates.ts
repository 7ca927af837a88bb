import { excerpt } from '../../domain/excerpt.js'
import { valueOf, type FormView, type PanelItem } from '../../domain/form.js'
import { longestTemplate, type Template } from '../../domain/template.js'
import { variableNames } from '../../domain/template-variables.js'
import type { Flow } from '../flow.js'
import { pageOf, pageSubject } from './page.js'
import { listTemplates, saveTemplate } from '../templates/template-book.js'
import { formErrors, type FormSubmit } from './form-submit.js'

/** Two blocks for each of them, of the hundred that a form holds. */
const mostShown = 45

/** The templates there are, with what can be done with each. */
export async function templatesPanel(flow: Flow, from = 0): Promise<FormView> {
  const templates = await listTemplates(flow)
  const page = pageOf(templates, from, mostShown)
  return {
    name: 'templates',
    title: '📝 Templates',
    items: [
      { type: 'buttons', buttons: [{ label: 'Add template', action: 'add-template', subject: '' }] },
      ...page.shown.map(entryOf),
      ...(templates.length === 0 ? [note('There is none yet. Send text offers them once there is one.')] : []),
      ...page.turns('templates', pageSubject),
    ],
  }
}

const note = (text: string): PanelItem => ({ type: 'note', text })

function entryOf({ id: subject, name, text }: Template): PanelItem {
  const confirm = {
    title: 'Remove this template?',
    text: 'Texts that were sent with it stay as they are.',
    yes: 'Remove',
    no: 'Cancel',
  }
  return {
    type: 'entry',
    title: name,
    detail: excerpt(text, 150),
    buttons: [
      { label: 'Edit', action: 'edit-template', subject },
      { label: 'Remove', action: 'remove-template', subject, confirm },
    ],
  }
}

/** One template, to write or to change. */
export function templateForm({ id, name, text }: Template): FormView {
  return {
    name: 'template',
    title: '📝 Template',
    submit: 'Save',
    subject: id,
    items: [
      { type: 'text', name: 'name', label: 'Name', value: name, maxLength: 60, hasFocus: name === '' },
      {
        type: 'text',
        name: 'text',
        label: 'Text',
        isLong: true,
        value: text,
        maxLength: longestTemplate,
        placeholder: 'Hi {{contact.firstName|there}}, your order is ready. {{agent.firstName}}',
        hint: `Variables: ${variableNames.map((variable) => `{{${variable}}}`).join(', ')}. What follows | stands in for one that is not known.`,
      },
    ],
  }
}

/** The template is kept, and the list is shown in the place of the form. */
export const submitTemplate: FormSubmit = async (flow, event) => {
  const [name, text] = [valueOf(event.values, 'name'), valueOf(event.values, 'text')]
  const result = await saveTemplate(flow, { id: event.subject, name, text })
  if (result.type === 'refused') return formErrors({ [result.field]: result.sentence })
  return { type: 'form', form: await templatesPanel(flow), placement: 'instead' }
}
