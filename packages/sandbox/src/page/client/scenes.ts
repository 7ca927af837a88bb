/** Module `scenes.js` of the page: stories that play by themselves. */
export const scenesModule = String.raw`
import { act } from './api.js'
import { byId, el, fillSelect, sync } from './dom.js'
import { refresh, view } from './view.js'

let seen = ''
let played = ''

export function drawScenes({ offered, playing }) {
  fillSelect(byId('scene'), offered.map(({ name, title }) => ({ value: name, label: title })), byId('scene').value || offered[0]?.name)
  byId('play').disabled = playing?.state === 'playing'
  byId('captions').hidden = !playing
  sync(byId('captions'), (playing?.captions ?? []).map((words, at) => ({ at, words })), ({ at }) => at, ({ words }) => el('li', {}, words))
  byId('captions').dataset.state = playing?.state ?? ''
  if (playing && playing.name !== played) byId('scene').value = played = playing.name
  if (playing) look(playing)
}

// Opens what the scene wants to be seen; whoever looks elsewhere is left alone until it wants something else.
function look({ name, sight }) {
  const wanted = JSON.stringify([name, sight])
  if (wanted === seen) return
  seen = wanted
  view.phone = sight.phone ?? view.phone
  if (sight.channel !== undefined) {
    view.isHome = false
    view.channel = sight.channel
    view.thread = sight.thread
  }
  void refresh()
}

export function startScenes() {
  const play = (name) => act('/control/scene', { name })
  byId('play').addEventListener('click', () => void play(byId('scene').value))
  const asked = new URLSearchParams(location.search).get('scene')
  if (asked === null) return
  history.replaceState(null, '', location.pathname)
  void play(asked)
}
`
