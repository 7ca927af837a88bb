/** Module `menus.js` of the page: menus behind a button, and the question before a click that cannot be undone. */
export const menusModule = String.raw`
import { byId, el } from './dom.js'

// A menu: entries are { label, choose }. Escape closes it, and so does leaving it.
export function menu(label, sign, entries) {
  const list = el('div', { class: 'menu-list' }, entries.map(({ label: words, choose }) =>
    el('button', { type: 'button', class: 'menu-entry', onclick: () => pick(choose) }, words)))
  const button = el('summary', { class: 'button small', 'aria-label': label, title: label }, sign)
  const node = el('details', { class: 'menu' }, button, list)
  const pick = (choose) => {
    node.open = false
    void choose()
  }
  const follow = () => place(list, button)
  node.addEventListener('toggle', () => {
    if (node.open) {
      place(list, button)
      document.addEventListener('scroll', follow, true)
    } else document.removeEventListener('scroll', follow, true)
  })
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !node.open) return
    event.preventDefault()
    event.stopPropagation()
    node.open = false
    button.focus()
  })
  node.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false
  })
  return node
}

// Beside its button, wherever there is room: no list that scrolls may cut it off.
function place(list, button) {
  const at = button.getBoundingClientRect()
  const { width, height } = list.getBoundingClientRect()
  const left = Math.max(8, Math.min(at.right - width, innerWidth - width - 8))
  const below = at.bottom + 4
  const top = below + height > innerHeight - 8 ? Math.max(8, at.top - height - 4) : below
  list.style.left = left + 'px'
  list.style.top = top + 'px'
}

// Asks { title, text, confirm, deny } and resolves to what was answered.
export function ask(question) {
  const dialog = byId('question')
  return new Promise((resolve) => {
    const answer = (isYes) => {
      dialog.close()
      resolve(isYes)
    }
    const style = question.style === 'danger' ? 'danger' : 'primary'
    dialog.replaceChildren(el('form', { onsubmit: (event) => event.preventDefault() },
      el('h2', { id: 'question-title' }, question.title?.text ?? 'Are you sure?'),
      el('p', {}, question.text?.text ?? ''),
      el('div', { class: 'modal-buttons' },
        el('button', { type: 'button', class: 'button', onclick: () => answer(false) }, question.deny?.text ?? 'Cancel'),
        el('button', { type: 'button', class: 'button ' + style, onclick: () => answer(true) }, question.confirm?.text ?? 'Yes'),
      )))
    dialog.oncancel = (event) => {
      event.preventDefault()
      answer(false)
    }
    dialog.showModal()
  })
}
`
