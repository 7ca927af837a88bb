import type { Identity } from '../options.js'
import type { Json } from './types.js'
import type { SlackView } from './views.js'

/** Values of a view's fields: block id, then action id. */
export type ViewState = Readonly<Record<string, Readonly<Record<string, Json>>>>

/** A view as methods and payloads give it. */
export function viewOnWire(view: SlackView, identity: Identity, values: ViewState = {}): Json {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    ...(view.type === 'modal' ? { close: null, submit: null, clear_on_close: false, notify_on_close: false } : {}),
    ...view.definition,
    id: view.id,
    team_id: identity.teamId,
    app_id: identity.appId,
    app_installed_team_id: identity.teamId,
    bot_id: identity.botId,
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    state: { values },
  }
}
