import { apiModule } from './client/api.js'
import { appModule } from './client/app.js'
import { blocksModule } from './client/blocks.js'
import { comboboxModule } from './client/combobox.js'
import { domModule } from './client/dom.js'
import { inputsModule } from './client/inputs.js'
import { leversModule } from './client/levers.js'
import { modalsModule } from './client/modals.js'
import { phonesModule } from './client/phones.js'
import { scenesModule } from './client/scenes.js'
import { textModule } from './client/text.js'
import { timelineModule } from './client/timeline.js'
import { viewModule } from './client/view.js'
import { workspaceModule } from './client/workspace.js'
import { channelMenuModule } from './client/channel-menu.js'
import { filesModule } from './client/files.js'
import { menusModule } from './client/menus.js'
import { messagesModule } from './client/messages.js'
import { html } from './html.js'
import { style } from './style.js'

const script = 'text/javascript; charset=utf-8'

/** Every file of the page, by its path. */
export const pageFiles: ReadonlyMap<string, { readonly contentType: string; readonly content: string }> = new Map([
  ['/', { contentType: 'text/html; charset=utf-8', content: html }],
  ['/page/style.css', { contentType: 'text/css; charset=utf-8', content: style }],
  ['/page/api.js', { contentType: script, content: apiModule }],
  ['/page/app.js', { contentType: script, content: appModule }],
  ['/page/blocks.js', { contentType: script, content: blocksModule }],
  ['/page/channel-menu.js', { contentType: script, content: channelMenuModule }],
  ['/page/files.js', { contentType: script, content: filesModule }],
  ['/page/menus.js', { contentType: script, content: menusModule }],
  ['/page/messages.js', { contentType: script, content: messagesModule }],
  ['/page/combobox.js', { contentType: script, content: comboboxModule }],
  ['/page/dom.js', { contentType: script, content: domModule }],
  ['/page/inputs.js', { contentType: script, content: inputsModule }],
  ['/page/levers.js', { contentType: script, content: leversModule }],
  ['/page/scenes.js', { contentType: script, content: scenesModule }],
  ['/page/timeline.js', { contentType: script, content: timelineModule }],
  ['/page/modals.js', { contentType: script, content: modalsModule }],
  ['/page/phones.js', { contentType: script, content: phonesModule }],
  ['/page/text.js', { contentType: script, content: textModule }],
  ['/page/view.js', { contentType: script, content: viewModule }],
  ['/page/workspace.js', { contentType: script, content: workspaceModule }],
])

/** What the page may load: its own files, and nothing from elsewhere. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'"

/** Serves a file of the page, or nothing when there is no such file. */
export function pageFile(path: string): Response | undefined {
  const file = pageFiles.get(path)
  if (!file) return undefined
  const headers = {
    'content-type': file.contentType,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  }
  return new Response(file.content, { headers })
}
