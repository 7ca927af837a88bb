/** Module `api.js` of the page: talks to the sandbox's control API and listens for changes. */
export const apiModule = String.raw`
import { byId } from './dom.js'

export async function read(path) {
  const response = await fetch(path, { headers: { accept: 'application/json' } })
  return response.json()
}

// Does something in the sandbox. What went wrong is said on the page.
export async function act(path, body) {
  const answer = await send(path, body)
  byId('problem').textContent = answer.ok ? '' : answer.error
  return answer
}

export async function send(path, body) {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return await response.json()
  } catch {
    return { ok: false, error: 'The sandbox does not answer. Is it still running?' }
  }
}

export function listen(onChange) {
  const source = new EventSource('/changes')
  source.addEventListener('change', onChange)
  source.addEventListener('open', () => {
    byId('connection').textContent = 'Live'
    onChange()
  })
  source.addEventListener('error', () => {
    byId('connection').textContent = 'Not connected, trying again'
  })
}
`
