/** Module `app.js` of the page: starts it, and draws it again whenever something has changed. */
export const appModule = String.raw`
import { listen } from './api.js'
import { announce, byId, stickToEnd } from './dom.js'
import { drawLevers, startLevers } from './levers.js'
import { drawModal } from './modals.js'
import { drawPhones, startPhones } from './phones.js'
import { drawScenes, startScenes } from './scenes.js'
import { drawTimeline, startTimeline } from './timeline.js'
import { drawWith, refresh, showSide } from './view.js'
import { authorOf } from './messages.js'
import { drawWorkspace, startWorkspace } from './workspace.js'

let newest = ''

drawWith(({ workspace, carrier, following, levers, scenes, timeline }) => {
  drawWorkspace(workspace)
  drawModal(workspace.views)
  drawPhones(carrier)
  drawLevers(levers)
  drawScenes(scenes)
  drawTimeline(timeline, following)
  announceNewest(workspace.messages)
})

function announceNewest(messages) {
  const last = messages.at(-1)
  const key = last ? last.channel + last.ts : ''
  if (last && newest !== '' && key !== newest) announce('New message from ' + authorOf(last) + ': ' + (last.text ?? ''))
  newest = key || newest
}

for (const tab of document.querySelectorAll('[data-show]')) {
  tab.addEventListener('click', () => showSide(tab.dataset.show))
}
for (const list of ['messages', 'thread-messages', 'texts', 'captions']) stickToEnd(byId(list))
startWorkspace()
startPhones()
startLevers()
startTimeline()
startScenes()
listen(() => void refresh())
`
