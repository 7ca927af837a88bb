import type { WorkspaceSettings } from '../../domain/workspace-settings.js'
import type { Clock } from '../../ports/clock.js'
import type { Storage } from '../../ports/storage.js'
import type { LineBook, LineChanges } from '../line-book.js'

/** Names under which settings are stored. */
export const settingNames = {
  lines: 'lines',
  workspace: 'workspace',
  mediaKey: 'media-key',
  templates: 'templates',
} as const

/** What was set up from chat, at hand in every flow. */
export interface SettingsBook {
  readonly workspace: WorkspaceSettings
  /** Reads what is stored, when what is at hand is older than two seconds. */
  refresh(): Promise<void>
  /** Has the next refresh read, however new what is at hand is. */
  forget(): void
}

/** Another process's changes are seen this much later at most, in milliseconds. */
const maxAgeMs = 2_000

export interface SettingsBookDeps {
  readonly storage: Storage
  readonly clock: Clock
  readonly workspaceId: string
  readonly lines: LineBook
}

/** Keeps what was set up from chat at hand, and the lines up to date with it. */
export function createSettingsBook({ clock, lines, storage, workspaceId }: SettingsBookDeps): SettingsBook {
  let workspace: WorkspaceSettings = {}
  let readAt: Date | undefined
  let reading: Promise<void> | undefined

  async function read(): Promise<void> {
    const startedAt = clock.now()
    const [ofLines, ofWorkspace] = await storage.transaction(workspaceId, ({ settings }) =>
      Promise.all([settings.find(settingNames.lines), settings.find(settingNames.workspace)]),
    )
    lines.change((ofLines ?? {}) as LineChanges)
    workspace = (ofWorkspace ?? {}) as WorkspaceSettings
    readAt = startedAt
  }

  return {
    get workspace() {
      return workspace
    },
    async refresh() {
      const age = readAt && clock.now().getTime() - readAt.getTime()
      if (age !== undefined && age >= 0 && age < maxAgeMs) return
      reading ??= read().finally(() => {
        reading = undefined
      })
      await reading
    },
    forget() {
      readAt = undefined
    },
  }
}
