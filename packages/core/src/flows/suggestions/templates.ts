import type { Suggestion } from '../../ports/chat-adapter.js'
import { listTemplates } from '../templates/template-book.js'
import type { Suggest } from './suggest.js'

const limit = 100

/** Somebody looks for a template, by a part of its name or its text; all of them before anything is typed. */
export const suggestTemplates: Suggest = async (flow, query) => {
  const wanted = query.toLowerCase()
  const found = (await listTemplates(flow)).filter(({ name, text }) =>
    `${name}\n${text}`.toLowerCase().includes(wanted),
  )
  return found.slice(0, limit).map(({ id, name }): Suggestion => ({ group: 'Templates', label: name, value: id }))
}
