import type { KeywordRule } from '../../domain/keyword-rule.js'
import { problemOfLine, type Line, type LineSettings } from '../../domain/line.js'
import type { WorkspaceSettings } from '../../domain/workspace-settings.js'
import { ThreadlineError } from '../../errors.js'
import type { Flow } from '../flow.js'
import type { LineChanges } from '../line-book.js'
import { settingNames } from './settings-book.js'

/**
 * Changes how a line behaves, for every process, from the commit on.
 *
 * @throws ThreadlineError `settings.invalid` with what is wrong
 */
export async function saveLineSettings(flow: Flow, lineId: string, changes: Partial<LineSettings>): Promise<void> {
  const line = flow.lines.find(lineId)
  if (!line) throw new ThreadlineError('settings.invalid', `There is no line “${lineId}”.`)
  const problem = problemOfLine({ ...line, ...changes }) ?? problemOfChannel(flow, lineId, changes.channel)
  if (problem) throw new ThreadlineError('settings.invalid', `The line “${line.name}” ${problem}.`)
  const before = ((await flow.tx.settings.findForUpdate(settingNames.lines)) ?? {}) as LineChanges
  await flow.tx.settings.save(settingNames.lines, { ...before, [lineId]: { ...before[lineId], ...changes } })
  flow.emit({ name: 'settings.changed', event: { workspaceId: flow.workspaceId } })
}

/**
 * Changes the keyword rules of a line as they are stored by now, so that of two people who change them at once neither undoes
 * what the other has done.
 *
 * @returns the rules as they are then
 */
export async function changeKeywordRules(
  flow: Flow,
  line: Line,
  change: (rules: readonly KeywordRule[]) => readonly KeywordRule[],
): Promise<readonly KeywordRule[]> {
  const stored = ((await flow.tx.settings.findForUpdate(settingNames.lines)) ?? {}) as LineChanges
  const keywordRules = change(stored[line.id]?.keywordRules ?? line.keywordRules)
  await saveLineSettings(flow, line.id, { keywordRules })
  return keywordRules
}

/** Changes what is set up for the whole workspace, for every process, from the commit on. */
export async function saveWorkspaceSettings(flow: Flow, changes: Partial<WorkspaceSettings>): Promise<void> {
  const before = ((await flow.tx.settings.findForUpdate(settingNames.workspace)) ?? {}) as WorkspaceSettings
  await flow.tx.settings.save(settingNames.workspace, { ...before, ...changes })
  flow.emit({ name: 'settings.changed', event: { workspaceId: flow.workspaceId } })
}

/** What is wrong with a channel for a line, in words that go on from "the line": every line has one of its own. */
export function problemOfChannel(flow: Flow, lineId: string, channel: string | undefined): string | undefined {
  if (channel === undefined) return undefined
  const has = (line: Line) => line.channel === channel || flow.lines.channelIdOf(line) === channel
  const other = flow.lines.all.find((line) => line.id !== lineId && has(line))
  return other ? `cannot have the channel of the line “${other.name}”` : undefined
}
