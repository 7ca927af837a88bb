import type { OutboxEntry } from '../domain/effect.js'
import { actOnChange } from '../flows/act-on-change.js'
import { prepareAutoClose } from './auto-close.js'
import { runBroadcast } from '../flows/broadcasts/run-broadcast.js'
import { forgetChange } from '../flows/overtaking-change.js'
import { fireNotification } from '../flows/fire-notification.js'
import { fireText } from '../flows/scheduled/fire-text.js'
import type { Flow } from '../flows/flow.js'
import { prepareMark, prepareRemovePost } from './change-post.js'
import { prepareChangeState } from './change-state.js'
import { prepareCheckAuthor } from './check-author.js'
import { prepareCheckFiles } from './check-files.js'
import { preparePostAlert } from './post-alert.js'
import { preparePostFile } from './post-file.js'
import { preparePostCard, prepareUpdateCard } from './post-card.js'
import { preparePostDashboard, prepareWhisper } from './post-elsewhere.js'
import {
  preparePostAsk,
  preparePostConsent,
  preparePostFailure,
  preparePostMessage,
  preparePostUnsure,
} from './post-in-conversation.js'
import { preparePostNotice } from './post-notice.js'
import { prepareOpenChannel } from './open-channel.js'
import { prepareArchiveChannel, prepareInvite, preparePostChannelHead, prepareSetTopic } from './tend-channel.js'
import { preparePublishHome } from './publish-home.js'
import { prepareReadList, prepareShowPreview } from './read-list.js'
import { prepareRouteReply } from './route-reply.js'
import { preparePostScheduled, prepareUpdateScheduled } from './scheduled-text.js'
import { prepareSendText } from './send-text.js'
import { prepareSettleText } from './settle-text.js'
import { prepareShowBroadcast } from './show-broadcast.js'
import type { Outside, Step } from './step.js'
import { prepareUpdateHead } from './update-head.js'

/** Prepares whatever effect an entry holds. `undefined` when nothing outside is left to do for it. */
export async function prepare(flow: Flow, entry: OutboxEntry, outside: Outside): Promise<Step | undefined> {
  const { effect } = entry
  switch (effect.type) {
    case 'post-message':
      return preparePostMessage(flow, effect, outside, entry)
    case 'post-file':
      return preparePostFile(flow, effect, outside, entry)
    case 'post-card':
      return preparePostCard(flow, effect, outside, entry)
    case 'post-failure':
      return preparePostFailure(flow, effect, outside, entry)
    case 'post-unsure':
      return preparePostUnsure(flow, effect, outside, entry)
    case 'post-ask':
      return preparePostAsk(flow, effect, outside, entry)
    case 'post-consent':
      return preparePostConsent(flow, effect, outside, entry)
    case 'post-scheduled':
      return preparePostScheduled(flow, effect, outside, entry)
    case 'update-scheduled':
      return prepareUpdateScheduled(flow, effect, outside, entry)
    case 'post-notice':
      return preparePostNotice(flow, effect, outside, entry)
    case 'open-channel':
      return prepareOpenChannel(flow, effect, outside, entry)
    case 'post-channel-head':
      return preparePostChannelHead(flow, effect, outside, entry)
    case 'set-topic':
      return prepareSetTopic(flow, effect, outside, entry)
    case 'invite':
      return prepareInvite(flow, effect, outside, entry)
    case 'archive-channel':
      return prepareArchiveChannel(flow, effect, outside, entry)
    case 'post-alert':
      return preparePostAlert(flow, effect, outside, entry)
    case 'post-dashboard':
      return preparePostDashboard(flow, effect, outside, entry)
    case 'whisper':
      return prepareWhisper(flow, effect, outside, entry)
    case 'update-head':
      return prepareUpdateHead(flow, effect, outside, entry)
    case 'publish-home':
      return preparePublishHome(flow, effect, outside, entry)
    case 'change-state':
      return prepareChangeState(flow, effect, outside, entry)
    case 'update-card':
      return prepareUpdateCard(flow, effect, outside, entry)
    case 'auto-close':
      return prepareAutoClose(flow, effect, outside, entry)
    case 'route-reply':
      return prepareRouteReply(flow, effect, outside, entry)
    case 'remove-post':
      return prepareRemovePost(flow, effect, outside, entry)
    case 'mark':
      return prepareMark(flow, effect, outside, entry)
    case 'check-author':
      return prepareCheckAuthor(flow, effect, outside, entry)
    case 'check-files':
      return prepareCheckFiles(flow, effect, outside, entry)
    case 'send-text':
      return prepareSendText(flow, effect, outside, entry)
    case 'settle-text':
      return prepareSettleText(flow, effect, outside, entry)
    case 'change-text':
      await actOnChange(flow, effect.change)
      await forgetChange(flow, effect.change, entry)
      return undefined
    case 'fire-text':
      await fireText(flow, effect.messageId, outside.textDeadlineMs)
      return undefined
    case 'run-broadcast':
      await runBroadcast(flow, effect.broadcastId, effect.run)
      return undefined
    case 'read-list':
      return prepareReadList(flow, effect, outside, entry)
    case 'show-preview':
      return prepareShowPreview(flow, effect, outside, entry)
    case 'show-broadcast':
      return prepareShowBroadcast(flow, effect, outside, entry)
    case 'notify':
      await fireNotification(flow, effect.conversationId)
      return undefined
    default:
      return effect satisfies never
  }
}
