import type { ChatAdapter, PostView } from '@threadline/core'
import { membersIn, renderPost, type RenderedPost } from './blocks/index.js'
import type { Failed } from './errors.js'
import { settingsOf, type SlackAdapterOptions } from './options.js'
import { createDirectory } from './web/directory.js'
import { createFiles } from './web/files.js'
import { find } from './web/find.js'
import { mark, remove, update } from './web/message-calls.js'
import { slackLimits } from './web/limits.js'
import { inTime } from './web/in-time.js'
import { openForm } from './web/open-form.js'
import { createOwnChannels } from './web/own-channels.js'
import { post } from './web/post.js'
import { publishHome } from './web/publish-home.js'
import { createWebApi } from './web/web-api.js'
import {
  channelLinkOf,
  createWorkspaceUrl,
  formNeedsPermalink,
  linksTo,
  needsPermalink,
  permalinkOf,
} from './web/workspace.js'
import { receive } from './webhook/receive.js'

/**
 * Connects Threadline to one Slack workspace. Nothing is loaded or called before the first use.
 *
 * @throws ThreadlineError `configuration.invalid` when an option is unusable; its message never shows a credential.
 */
export function slackAdapter(options: SlackAdapterOptions): ChatAdapter {
  const settings = settingsOf(options)
  const { now, settleMs } = settings
  const call = createWebApi(settings)
  const directory = createDirectory(call, now)
  const workspaceUrl = createWorkspaceUrl(call, now)
  const { member, channel, isIn } = directory

  /**
   * A view as Slack shows it, or why it cannot be drawn now. Members are shown by name; a name that cannot be had now is
   * no reason to hold anything back.
   */
  async function draw(workspaceId: string, view: PostView): Promise<RenderedPost | Failed> {
    const url = needsPermalink(view) ? await workspaceUrl(workspaceId) : undefined
    if (url && url.type !== 'done') return url
    await Promise.all(membersIn(view).map((memberId) => member(workspaceId, memberId)))
    return renderPost(view, {
      memberName: (id) => directory.namesIn(workspaceId).user(id),
      permalink: (ref) => (url ? permalinkOf(url.value, ref) : undefined),
      channelLink: (id) => (url ? channelLinkOf(url.value, id) : undefined),
      now: now(),
    })
  }

  return {
    limits: slackLimits,
    takesDirectPosts: true,
    receive: async (request) => receive({ settings, directory }, request),
    async post(workspaceId, chatPost) {
      const content = await draw(workspaceId, chatPost.view)
      return 'type' in content ? content : post({ call, channelId: channel }, workspaceId, chatPost, content)
    },
    async update(workspaceId, ref, view) {
      const content = await draw(workspaceId, view)
      return 'type' in content ? content : update(call, workspaceId, ref, content)
    },
    remove: (workspaceId, ref) => remove(call, workspaceId, ref),
    mark: (workspaceId, ref, status) => mark(call, workspaceId, ref, status),
    find: (workspaceId, chatPost, startedAt) =>
      find({ call, now, settleMs, channelId: channel }, workspaceId, chatPost, startedAt),
    async openForm(workspaceId, place, form) {
      // What opens it lives for seconds, so a link that cannot be had now is left out.
      const url = formNeedsPermalink(form) ? await inTime(workspaceUrl(workspaceId), 500) : undefined
      return openForm(call, workspaceId, place, form, url?.type === 'done' ? linksTo(url.value) : noLinks)
    },
    async publishHome(workspaceId, memberId, items) {
      const url = await workspaceUrl(workspaceId)
      return url.type === 'done' ? publishHome(call, workspaceId, memberId, items, linksTo(url.value)) : url
    },
    directory: { member, channel, isIn },
    channels: createOwnChannels(call, directory.dropChannels),
    files: createFiles({ call, now, settleMs, channelId: channel }, settings),
  }
}

const noLinks = (): undefined => undefined
