import { cleanText } from '../../domain/clean-text.js'
import { problemOfTemplate, type Template } from '../../domain/template.js'
import type { Flow } from '../flow.js'
import { settingNames } from '../settings/settings-book.js'

/** More than anybody finds their way in. */
const mostTemplates = 200

/** Why a template is not kept, at its field. */
export interface TemplateRefusal {
  readonly type: 'refused'
  readonly field: 'name' | 'text'
  readonly sentence: string
}

/** All templates, by name. */
export async function listTemplates({ tx }: Flow): Promise<readonly Template[]> {
  return ((await tx.settings.find(settingNames.templates)) ?? []) as readonly Template[]
}

/** By id, or by name in whatever case. */
export async function findTemplate(flow: Flow, idOrName: string): Promise<Template | undefined> {
  const templates = await listTemplates(flow)
  return templates.find(({ id }) => id === idOrName) ?? templates.find(({ name }) => isSame(name, idOrName))
}

/** Keeps a template in the place of the one with its id; the same one again changes nothing. */
export async function saveTemplate(
  flow: Flow,
  given: Template,
): Promise<{ readonly type: 'saved'; readonly template: Template } | TemplateRefusal> {
  const template = { id: given.id, name: given.name.trim(), text: cleanText(given.text).trim() }
  const problem = problemOfTemplate(template)
  if (problem) return { type: 'refused', ...problem }
  const others = (await lockTemplates(flow)).filter(({ id }) => id !== template.id)
  if (others.some(({ name }) => isSame(name, template.name)))
    return { type: 'refused', field: 'name', sentence: 'There is a template of this name already.' }
  if (others.length >= mostTemplates)
    return { type: 'refused', field: 'name', sentence: `There can be ${mostTemplates} templates. Remove another one.` }
  await keep(flow, [...others, template])
  return { type: 'saved', template }
}

/** False when there was none. */
export async function removeTemplate(flow: Flow, templateId: string): Promise<boolean> {
  const templates = await lockTemplates(flow)
  const others = templates.filter(({ id }) => id !== templateId)
  if (others.length === templates.length) return false
  await keep(flow, others)
  return true
}

async function lockTemplates({ tx }: Flow): Promise<readonly Template[]> {
  return ((await tx.settings.findForUpdate(settingNames.templates)) ?? []) as readonly Template[]
}

async function keep({ emit, tx, workspaceId }: Flow, templates: readonly Template[]): Promise<void> {
  const sorted = templates.toSorted((one, other) => one.name.localeCompare(other.name))
  await tx.settings.save(settingNames.templates, sorted)
  emit({ name: 'settings.changed', event: { workspaceId } })
}

const isSame = (name: string, other: string): boolean => name.trim().toLowerCase() === other.trim().toLowerCase()
