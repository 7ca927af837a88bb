import { settingsButton } from '../domain/dashboard.js'
import { mayDo, whyNot, type Applicant } from '../domain/may-do.js'
import type { WorkspaceSettings } from '../domain/workspace-settings.js'
import type { PanelItem } from '../domain/form.js'
import { homeItems } from '../flows/home/home-items.js'
import { thenRecord, untilGivenUp, type Outside, type Prepare, type StepOutcome } from './step.js'
import type { Flow } from '../flows/flow.js'

/** Draws a member's home page. Whoever may not text customers is told so there, and sees nothing of them. */
export const preparePublishHome: Prepare<'publish-home'> = async (flow, { memberId }, outside, entry) => {
  if (!outside.chat.publishHome) return undefined
  const items = await homeItems(flow, memberId)
  return { call: () => publish(flow, outside, memberId, items), whenUnknown: 'repeat', ...untilGivenUp(entry) }
}

/** Whoever has locked themselves out finds the settings there, to let themselves in again. */
function itemsWithoutCustomers(member: Applicant, settings: WorkspaceSettings): readonly PanelItem[] {
  const why: PanelItem = { type: 'paragraph', text: whyNot(member, 'send') }
  return mayDo(member, 'settings', settings) ? [{ type: 'buttons', buttons: [settingsButton] }, why] : [why]
}

async function publish(
  { settings, workspaceId }: Flow,
  { chat }: Outside,
  memberId: string,
  items: readonly PanelItem[],
): Promise<StepOutcome> {
  const member = await chat.directory.member(workspaceId, memberId)
  if (member.type !== 'done') return member
  const shown = mayDo(member.value, 'send', settings) ? items : itemsWithoutCustomers(member.value, settings)
  const published = chat.publishHome?.(workspaceId, memberId, shown)
  return thenRecord(published ?? Promise.resolve({ type: 'done', value: undefined }), async () => {})
}
