/** Module `files.js` of the page: files on their way in, and pictures to look at. */
export const filesModule = String.raw`
import { byId, el } from './dom.js'

async function toBase64(file) {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

// Picked files as the control API takes them.
export const toFiles = (picked) => Promise.all([...picked].map(async (file) =>
  ({ name: file.name, contentType: file.type || 'application/octet-stream', base64: await toBase64(file) })))

// Names what was picked beside the clip, for the field itself is not to be seen.
export function showPicked(id) {
  const box = byId(id)
  const clip = box.closest('.attach')
  const draw = () => {
    const names = [...box.files].map(({ name }) => name).join(', ')
    clip.title = names || 'Add files'
    clip.classList.toggle('picked', names !== '')
    clip.querySelector('[aria-hidden]').textContent = names === '' ? '📎' : '📎 ' + names
  }
  box.addEventListener('change', draw)
  draw()
  return () => {
    box.value = ''
    draw()
  }
}

// A picture, or the name of another kind of file.
export function fileShown(address, contentType, name) {
  if (!/^image\/(png|jpeg|gif|webp)/.test(contentType ?? '')) return el('p', { class: 'quiet' }, '📎 ' + name + (contentType ? ', ' + contentType : ''))
  return el('img', { class: 'picture', src: address, alt: name, loading: 'lazy' })
}
`
