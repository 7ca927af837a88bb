import type { Line, LineSettings } from '../domain/line.js'
import type { WorkspaceSettings } from '../domain/workspace-settings.js'
import { inTransaction, type FlowDeps } from '../flows/flow.js'
import { saveLineSettings, saveWorkspaceSettings } from '../flows/settings/save-settings.js'
import type { ChatAdapter } from '../ports/chat-adapter.js'
import { requireFullMember } from './require-full-member.js'

/** How lines and the workspace are set up. What is changed here or in chat is kept in storage, over the host's options. */
export interface SettingsApi {
  /** The lines as they behave now. */
  lines(): Promise<readonly Line[]>
  /**
   * Changes a line; what is left out stays. Other processes see it within two seconds.
   *
   * @throws ThreadlineError `settings.invalid` with what is wrong; `conversation.invalid_assignee` for a keyword rule that
   * assigns to anybody but a full member, `not_ready` when chat cannot tell
   */
  changeLine(lineId: string, changes: Partial<LineSettings>): Promise<void>
  workspace(): Promise<WorkspaceSettings>
  /** Changes what is set up for the whole workspace; what is left out stays. */
  changeWorkspace(changes: Partial<WorkspaceSettings>): Promise<void>
}

export function settingsApi(deps: FlowDeps, chat: ChatAdapter, workspaceId: string): SettingsApi {
  return {
    lines: () => inTransaction(deps, workspaceId, async ({ lines }) => lines.all),
    async changeLine(lineId, changes) {
      for (const { assignTo } of changes.keywordRules ?? []) {
        if (assignTo !== undefined) await requireFullMember(chat, workspaceId, assignTo)
      }
      await inTransaction(deps, workspaceId, (flow) => saveLineSettings(flow, lineId, changes))
    },
    workspace: () => inTransaction(deps, workspaceId, async ({ settings }) => settings),
    changeWorkspace: (changes) => inTransaction(deps, workspaceId, (flow) => saveWorkspaceSettings(flow, changes)),
  }
}
