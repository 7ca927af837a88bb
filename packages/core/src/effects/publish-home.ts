import { mayDo, whyNot } from '../domain/may-do.js'
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

async function publish(
  { settings, workspaceId }: Flow,
  { chat }: Outside,
  memberId: string,
  items: readonly PanelItem[],
): Promise<StepOutcome> {
  const member = await chat.directory.member(workspaceId, memberId)
  if (member.type !== 'done') return member
  const isAllowed = mayDo(member.value, 'send', settings)
  const shown: readonly PanelItem[] = isAllowed ? items : [{ type: 'paragraph', text: whyNot(member.value, 'send') }]
  const published = chat.publishHome?.(workspaceId, memberId, shown)
  return thenRecord(published ?? Promise.resolve({ type: 'done', value: undefined }), async () => {})
}
