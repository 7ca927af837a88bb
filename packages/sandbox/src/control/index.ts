import { actions, type Controlled } from './actions.js'
import { createChanges } from './changes.js'
import { fieldsOf } from './fields.js'
import { fileFor } from './files.js'
import { snapshot } from './snapshot.js'

export type { Controlled } from './actions.js'

/** The sandbox's own API, for its page and for tests in other languages. */
export interface Control {
  /** `GET /control/state`, `POST /control/<action>` and the stream `GET /changes`. */
  fetch(request: Request): Promise<Response>
  stop(): void
}

/** Makes the control API of a sandbox. */
export function createControl(controlled: Controlled): Control {
  const { slack, carrier } = controlled
  const changes = createChanges()
  const endings = [
    slack.onChange(() => changes.notify('slack')),
    carrier.onChange(() => changes.notify('carrier')),
    () => changes.stop(),
  ]

  return {
    async fetch(request) {
      const { pathname, searchParams } = new URL(request.url)
      if (request.method === 'GET' && pathname === '/changes') return changes.open()
      if (request.method === 'GET' && pathname === '/control/state') return Response.json(look(searchParams))
      if (request.method === 'GET' && pathname === '/control/file') return fileFor(slack, carrier, searchParams)
      if (request.method === 'POST' && pathname.startsWith('/control/'))
        return act(controlled, request, pathname.slice(9))
      return refused('There is nothing here.', 404)
    },
    stop() {
      for (const end of endings) end()
    },
  }

  function look(query: URLSearchParams) {
    const asked = (name: string) => query.get(name) ?? undefined
    return snapshot(slack, carrier, { member: asked('member'), channel: asked('channel'), phone: asked('phone') })
  }
}

/**
 * Only JSON is taken: a page of another site cannot send that here without asking first, and nobody answers its asking.
 */
async function act(controlled: Controlled, request: Request, name: string): Promise<Response> {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) return refused(`There is no action ${name}.`, 404)
  if (!request.headers.get('content-type')?.startsWith('application/json')) {
    return refused('Send JSON, with content-type application/json.', 415)
  }
  try {
    const result = await action(controlled, fieldsOf(await request.json()))
    return Response.json({ ok: true, ...result })
  } catch (error) {
    return refused(error instanceof Error ? error.message : 'That did not work.', 400)
  }
}

function refused(error: string, status: number): Response {
  return Response.json({ ok: false, error }, { status })
}
