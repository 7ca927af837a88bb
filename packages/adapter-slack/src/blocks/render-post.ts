import type { PostView } from '@threadline/core'
import { fitBlocks, messageRoom } from './fit-blocks.js'
import { renderAlert } from './alert.js'
import { renderAsk } from './ask.js'
import { renderConsent } from './consent.js'
import { renderDashboard } from './dashboard.js'
import { fallbackText } from './fallback-text.js'
import { renderFailure } from './failure.js'
import { renderMessage } from './message.js'
import { renderNotice } from './notice.js'
import { renderNotification } from './notification.js'
import { renderPanel, type Permalink } from './render-panel.js'
import type { RenderContext, RenderedPost } from './rendered-post.js'
import { renderRoot } from './root.js'
import { renderUnsure } from './unsure.js'

/**
 * Draws a view as Slack blocks. Names and texts from outside stand in it as the characters they are, and every block
 * keeps Slack's limits.
 */
export function renderPost(view: PostView, context: RenderContext): RenderedPost {
  const post = draw(view, context)
  return { ...post, blocks: fitBlocks(post.blocks, messageRoom) }
}

function draw(view: PostView, context: RenderContext): RenderedPost {
  switch (view.type) {
    case 'root':
      return renderRoot(view, context)
    case 'message':
      return renderMessage(view, context)
    case 'notification':
      return renderNotification(view, context)
    case 'dashboard':
      return renderDashboard(view)
    case 'failure':
      return renderFailure(view, linksIn(context))
    case 'unsure':
      return renderUnsure(view)
    case 'consent':
      return renderConsent(view)
    case 'ask':
      return renderAsk(view)
    case 'alert':
      return renderAlert(view, context)
    case 'notice':
      return renderNotice(view, context)
    case 'panel':
      return { text: fallbackText(view.summary), blocks: renderPanel(view.items, linksIn(context)) }
    default:
      return view satisfies never
  }
}

const linksIn =
  (context: RenderContext): Permalink =>
  (target) =>
    'channel' in target ? context.channelLink(target.channel) : context.permalink(target)
