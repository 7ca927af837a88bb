import type { ChatOutcome, PanelItem } from '@threadline/core'
import { fitBlocks, renderPanel, viewRoom, type Permalink } from '../blocks/index.js'
import type { WebApi } from './web-api.js'

/**
 * Draws somebody's Home tab.
 *
 * @see https://docs.slack.dev/reference/methods/views.publish
 */
export async function publishHome(
  call: WebApi,
  workspaceId: string,
  memberId: string,
  items: readonly PanelItem[],
  permalink: Permalink,
): Promise<ChatOutcome<undefined>> {
  const view = { type: 'home', blocks: fitBlocks(renderPanel(items, permalink), viewRoom) }
  const outcome = await call({ workspaceId, method: 'views.publish', args: { user_id: memberId, view } })
  return outcome.type === 'done' ? { type: 'done', value: undefined } : outcome
}
