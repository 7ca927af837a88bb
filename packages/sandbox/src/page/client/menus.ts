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
