/** Module `phones.js` of the page: the customers' phones. */
export const phonesModule = String.raw`
import { act } from './api.js'
import { byId, el, fillSelect, sync } from './dom.js'
import { fileShown, showPicked, toFiles } from './files.js'
import { menu } from './menus.js'
import { follow } from './timeline.js'
import { view, refresh } from './view.js'

let forgetPicture = () => {}
const kinds = { mobile: '', slow: ' (slow network)', landline: ' (landline)', off: ' (switched off)', unknown: ' (does not exist)' }
const nameOf = (phone) => (phone.name ? phone.name + ', ' + phone.number : phone.number) + kinds[phone.kind]

export function drawPhones({ numbers, phones, texts }) {
  fillSelect(byId('phone'), phones.map((phone) => ({ value: phone.number, label: nameOf(phone) })), view.phone)
  fillSelect(byId('to'), numbers.map(({ number }) => ({ value: number, label: number })), byId('to').value || numbers[0]?.number)
  const current = phones.find((phone) => phone.number === view.phone)
  byId('handset-name').textContent = current ? nameOf(current) : 'No phone yet'
  byId('phone-kind').value = current?.kind ?? 'mobile'
  byId('phone-composer').hidden = view.phone === undefined
  sync(byId('texts'), texts, (text) => text.key, drawText)
}

const media = (text) => text.media.map(({ contentType, url }) =>
  fileShown('/control/file?' + new URLSearchParams({ phone: view.phone, url }), contentType, contentType.startsWith('image/') ? 'Picture' : contentType))

function drawText(text) {
  const at = new Date(text.at)
  const other = text.direction === 'in' ? 'From ' + text.from : 'To ' + text.to
  return el(
    'li',
    { class: 'text ' + text.direction, 'data-key': text.sid && 'text:' + text.sid },
    el('div', { class: 'said' }, el('div', { class: 'bubble' }, text.body, media(text)), text.sid ? textMenu(text) : []),
    el('p', { class: 'quiet small' }, other + ', ', el('time', { datetime: text.at }, at.toLocaleTimeString([], { timeStyle: 'short' }))),
  )
}

const textMenu = ({ sid }) => menu('Actions of the text', '⋯', [{ label: 'Follow this text', choose: () => follow('text:' + sid) }])

async function text(body) {
  const picked = [...byId('picture').files]
  if (body === '' && picked.length === 0) return false
  const media = await toFiles(picked)
  const answer = await act('/control/text', { from: view.phone, to: byId('to').value, body, media })
  if (answer.ok) forgetPicture()
  return answer.ok
}

export function startPhones() {
  const box = byId('phone-text')
  forgetPicture = showPicked('picture')
  const post = async () => {
    const body = box.value
    if ((await text(body.trim())) && box.value === body) box.value = ''
  }
  byId('phone-composer').addEventListener('submit', (event) => {
    event.preventDefault()
    void post()
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void post()
  })
  for (const button of document.querySelectorAll('[data-word]')) {
    button.addEventListener('click', () => void text(button.dataset.word))
  }
  byId('phone').addEventListener('change', (event) => {
    view.phone = event.target.value
    refresh()
  })
  byId('phone-kind').addEventListener('change', async (event) => {
    await act('/control/phones', { number: view.phone, kind: event.target.value })
  })
  byId('add-phone').addEventListener('submit', async (event) => {
    event.preventDefault()
    const [number, name] = [byId('new-number').value.trim(), byId('new-name').value.trim()]
    const answer = await act('/control/phones', { number, kind: byId('new-kind').value, ...(name ? { name } : {}) })
    if (!answer.ok) return
    view.phone = number
    event.target.reset()
    byId('phone-form').open = false
    refresh()
    box.focus()
  })
}
`
