import type { Clock } from '@threadline/core'
import type { Ids } from './ids.js'
import type { Json } from './types.js'

/** A modal or a home tab somebody has in front of them. */
export interface SlackView {
  readonly id: string
  readonly userId: string
  readonly type: 'modal' | 'home'
  /** As the app sent it, with the ids Slack adds to blocks. */
  readonly definition: Json
  /** Changes with every update. */
  readonly hash: string
  readonly rootId: string
  readonly previousId?: string
}

/** The views of everybody. Modals are a stack per person. */
export interface Views {
  /** The modals somebody has open, the one on top last. */
  stack(userId: string): readonly SlackView[]
  home(userId: string): SlackView | undefined
  find(which: { readonly id?: string; readonly externalId?: string }): SlackView | undefined
  /** Puts a modal on top of somebody's stack. */
  push(userId: string, definition: Json): SlackView
  publish(userId: string, definition: Json): SlackView
  update(view: SlackView, definition: Json): SlackView
  /** Takes away one modal, or all of somebody's. */
  close(view: SlackView): void
  clear(userId: string): void
  /** Options an external select has offered so far, and more of them. */
  offered(viewId: string, blockId: string): readonly Json[]
  offer(viewId: string, blockId: string, options: readonly Json[]): void
  /** What somebody has put into a field so far. It stays when the view is updated, as long as the ids of the field do. */
  typed(viewId: string, blockId: string, actionId: string): Json | undefined
  type(viewId: string, blockId: string, actionId: string, state: Json): void
}

/** How many modals one person can have open above each other. */
export const deepestStack = 3

/** Makes an empty set of views. `changed` is called after every change. */
export function createViews(clock: Clock, ids: Ids, changed: () => void): Views {
  const stacks = new Map<string, readonly SlackView[]>()
  const homes = new Map<string, SlackView>()
  const offers = new Map<string, readonly Json[]>()
  const typed = new Map<string, Json>()

  const hash = (): string => `${Math.floor(clock.now().getTime() / 1000)}.${ids.token(8)}`
  const stack = (userId: string): readonly SlackView[] => stacks.get(userId) ?? []
  const all = (): readonly SlackView[] => [...[...stacks.values()].flat(), ...homes.values()]
  const setStack = (userId: string, views: readonly SlackView[]): void => {
    stacks.set(userId, views)
    changed()
  }

  return {
    stack,
    home: (userId) => homes.get(userId),
    find: ({ id, externalId }) =>
      all().find((view) => (id === undefined ? view.definition['external_id'] === externalId : view.id === id)),
    push(userId, definition) {
      const below = stack(userId).at(-1)
      const id = ids.mint('V')
      const view: SlackView = {
        id,
        userId,
        type: 'modal',
        definition,
        hash: hash(),
        rootId: below?.rootId ?? id,
        ...(below ? { previousId: below.id } : {}),
      }
      setStack(userId, [...stack(userId), view])
      return view
    },
    publish(userId, definition) {
      const id = homes.get(userId)?.id ?? ids.mint('V')
      const view: SlackView = { id, userId, type: 'home', definition, hash: hash(), rootId: id }
      homes.set(userId, view)
      changed()
      return view
    },
    update(view, definition) {
      const updated: SlackView = { ...view, definition, hash: hash() }
      if (view.type === 'home') homes.set(view.userId, updated)
      const views = stack(view.userId).map((open) => (open.id === view.id ? updated : open))
      setStack(view.userId, views)
      return updated
    },
    close(view) {
      const views = stack(view.userId).filter((open) => open.id !== view.id)
      setStack(view.userId, views)
    },
    clear: (userId) => setStack(userId, []),
    typed: (...field) => typed.get(field.join(' ')),
    type: (viewId, blockId, actionId, state) => void typed.set([viewId, blockId, actionId].join(' '), state),
    offered: (viewId, blockId) => offers.get(`${viewId} ${blockId}`) ?? [],
    offer(viewId, blockId, options) {
      const key = `${viewId} ${blockId}`
      offers.set(key, [...(offers.get(key) ?? []), ...options])
    },
  }
}
