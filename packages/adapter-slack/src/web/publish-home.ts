import type { ChatOutcome, PanelItem } from '@threadline/core'
import { renderPanel, type Permalink } from '../blocks/index.js'
import type { WebApi } from './web-api.js'

const maximumBlocks = 100

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
  const view = { type: 'home', blocks: renderPanel(items, permalink).slice(0, maximumBlocks) }
  const outcome = await call({ workspaceId, method: 'views.publish', args: { user_id: memberId, view } })
  return outcome.type === 'done' ? { type: 'done', value: undefined } : outcome
}
