import { actions } from './actions.js'
import type { Controlled } from './controlled.js'
import type { DeskProcess, DeskStep } from '../desk-process.js'
import { createChanges } from './changes.js'
import { fieldsOf } from './fields.js'
import { fileFor } from './files.js'
import { followingOf, timelineFor } from './follow.js'
import { createPlayer } from '../scenes/player.js'
import { leversOf } from './levers.js'
import { snapshot } from './snapshot.js'
import { createDeskSteps } from './timeline.js'
import { createTroubles } from './troubles.js'

/** The sandbox's own API, for its page and for tests in other languages. */
export interface Control {
  /** `GET /control/state`, `POST /control/<action>` and the stream `GET /changes`. */
  fetch(request: Request): Promise<Response>
  /** From now on the page has levers for this desk. */
  attach(desk: DeskProcess): void
  /** Shows something that the desk did. */
  tell(step: DeskStep): void
  stop(): void
}

/** Makes the control API of a sandbox. */
export function createControl(parts: Pick<Controlled, 'carrier' | 'clock' | 'sides' | 'slack' | 'struck'>): Control {
  const { slack, carrier } = parts
  const changes = createChanges()
  const changed = (): void => changes.notify('desk')
  let desk: DeskProcess | undefined
  const controlled: Controlled = {
    ...parts,
    desk: () => desk,
    steps: createDeskSteps(),
    troubles: createTroubles(parts.sides),
    changed,
    play: (name) => player.play(name),
  }
  const player = createPlayer(controlled, changed)
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
    attach(process) {
      desk = process
      process.onChange(changed)
      changed()
    },
    tell(step) {
      controlled.steps.add(step)
      changed()
    },
    stop() {
      for (const end of endings) end()
    },
  }

  function look(query: URLSearchParams) {
    const asked = (name: string) => query.get(name) ?? undefined
    const looking = { member: asked('member'), channel: asked('channel'), phone: asked('phone'), shown: shownOf(query) }
    const followed = asked('follow')
    const timeline = query.has('timeline') ? timelineFor(controlled, followed) : []
    const following = followed === undefined ? {} : { following: followingOf(controlled, followed) }
    const { offered, playing } = player
    return {
      ...snapshot(slack, carrier, looking),
      levers: leversOf(controlled),
      timeline,
      ...following,
      scenes: { offered, playing },
    }
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

function shownOf(query: URLSearchParams): number | undefined {
  const shown = Number(query.get('shown'))
  return Number.isInteger(shown) && shown > 0 ? shown : undefined
}

function refused(error: string, status: number): Response {
  return Response.json({ ok: false, error }, { status })
}
