/** Module `levers.js` of the page: the desk's process, its provider, the clock, and what goes wrong. */
export const leversModule = String.raw`
import { act } from './api.js'
import { byId, el, fillSelect, sync } from './dom.js'

const states = { starting: 'The desk starts', running: 'The desk runs', stopped: 'The desk is down' }

export function drawLevers({ aheadMs, canMoveClock, desk, now, troubles }) {
  byId('desk-levers').hidden = !desk
  byId('clock-levers').hidden = !canMoveClock
  if (desk) drawDesk(desk)
  byId('clock').textContent = new Date(now).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }) + (aheadMs > 0 ? ' (moved)' : '')
  sync(byId('troubles'), troubles, ({ name }) => name, drawTrouble)
  const active = troubles.filter(({ isActive }) => isActive).length
  byId('troubles-title').textContent = active === 0 ? 'Trouble' : 'Trouble (' + active + ')'
}

function drawDesk({ provider, providers, state }) {
  byId('desk-state').textContent = states[state]
  byId('desk-state').dataset.state = state
  byId('kill-desk').hidden = state === 'stopped'
  byId('start-desk').hidden = state !== 'stopped'
  fillSelect(byId('provider'), providers.map((name) => ({ value: name, label: name })), provider)
}

function drawTrouble({ isActive, label, name }) {
  const change = (event) => void act('/control/trouble', { name, isActive: event.target.checked })
  return el('li', {}, el('label', { class: 'choice' }, el('input', { type: 'checkbox', checked: isActive, onchange: change }), ' ' + label))
}

export function startLevers() {
  byId('show-levers').addEventListener('click', () => {
    const isOpen = byId('levers').classList.toggle('open')
    byId('show-levers').setAttribute('aria-expanded', String(isOpen))
  })
  byId('kill-desk').addEventListener('click', () => void act('/control/kill-desk', {}))
  byId('start-desk').addEventListener('click', () => void act('/control/start-desk', {}))
  byId('provider').addEventListener('change', (event) => void act('/control/provider', { name: event.target.value }))
  for (const button of document.querySelectorAll('[data-clock]')) {
    button.addEventListener('click', () => void act('/control/clock', JSON.parse(button.dataset.clock)))
  }
}
`
