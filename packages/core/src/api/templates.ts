import { fill, sentenceOf, type Template } from '../domain/template.js'
import { variablesOf } from '../domain/template-variables.js'
import { parsePhoneNumber } from '../domain/phone-number.js'
import { ThreadlineError } from '../errors.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import { findTemplate, listTemplates, removeTemplate, saveTemplate } from '../flows/templates/template-book.js'

/** Whom a template is filled in for. */
export interface TemplateFor {
  /** The contact's number in any usual notation. */
  readonly to: string
  /** Id of the line. @defaultValue the first line */
  readonly line?: string
  /** What `{{agent.name}}` stands for. @defaultValue nothing */
  readonly agentName?: string
}

/** Texts that are sent again and again, with variables such as `{{contact.firstName|there}}`. */
export interface TemplatesApi {
  /** All of them, by name. */
  list(): Promise<readonly Template[]>
  /**
   * Adds a template, or changes the one with this id. What people in chat choose from shows it at once.
   *
   * @throws ThreadlineError `settings.invalid` with what is wrong
   */
  save(template: Omit<Template, 'id'> & { readonly id?: string }): Promise<Template>
  /** @returns false when there is no such template */
  remove(id: string): Promise<boolean>
  /**
   * The words of a template, by its id or name, for one contact: ready for `send`.
   *
   * @throws ThreadlineError `template.not_found`; `template.unfilled` when a variable has neither a value nor a fallback;
   * `send.unknown_line`, `send.invalid_recipient`
   */
  fill(idOrName: string, about: TemplateFor): Promise<string>
}

export function templatesApi(deps: FlowDeps, workspaceId: string): TemplatesApi {
  const inFlow = <Result>(work: (flow: Flow) => Promise<Result>) => inTransaction(deps, workspaceId, work)
  return {
    list: () => inFlow(listTemplates),
    save: ({ id, name, text }) =>
      inFlow(async (flow) => {
        const result = await saveTemplate(flow, { id: id ?? flow.newId(), name, text })
        if (result.type === 'refused') throw new ThreadlineError('settings.invalid', result.sentence)
        return result.template
      }),
    remove: (id) => inFlow((flow) => removeTemplate(flow, id)),
    fill: (idOrName, about) => inFlow((flow) => fillFor(flow, idOrName, about)),
  }
}

async function fillFor(flow: Flow, idOrName: string, { agentName, line: lineId, to }: TemplateFor): Promise<string> {
  const template = await findTemplate(flow, idOrName)
  if (!template) throw new ThreadlineError('template.not_found', `There is no template “${idOrName}”.`)
  const line = lineId === undefined ? flow.lines.all[0] : flow.lines.find(lineId)
  if (!line) throw new ThreadlineError('send.unknown_line', `There is no line “${lineId}”.`)
  const number = parsePhoneNumber(to, line.defaultCountry)
  if (number.type === 'invalid') throw new ThreadlineError('send.invalid_recipient', number.reason)
  const contact = await flow.tx.contacts.findByAddress(number.e164)
  const conversations = contact ? await flow.tx.conversations.ofContact(contact.id) : []
  const conversation = conversations.find((one) => one.lineId === line.id)
  const source = { contact: contact ?? { address: number.e164 }, line, agentName, conversation }
  const result = fill(template.text, variablesOf(source))
  if (result.type === 'filled') return result.text
  throw new ThreadlineError('template.unfilled', sentenceOf(result.problems))
}
