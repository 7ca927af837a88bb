import type { Clock } from '@threadline/core'
import type { Identity } from './options.js'
import type { Preferences } from './preferences.js'
import type { Delivery } from './out/delivery.js'
import type { Events } from './out/events.js'
import type { Triggers } from './people/triggers.js'
import type { Hooks } from './state/hooks.js'
import type { Uploads } from './state/uploads.js'
import type { Views } from './state/views.js'
import type { Ids } from './state/ids.js'
import type { SlackState } from './state/state.js'

/** The rules of this workspace that methods look at. */
export interface Rules {
  readonly scopes: ReadonlySet<string>
  readonly commands: ReadonlySet<string>
  readonly escapedCommands: ReadonlySet<string>
  readonly dedupeClientMsgId: boolean
  readonly hasMessagesTab: boolean
  readonly customEmoji: ReadonlySet<string>
}

/** All that methods and people work with. */
export interface Context {
  readonly clock: Clock
  readonly identity: Identity
  readonly ids: Ids
  readonly state: SlackState
  readonly events: Events
  readonly delivery: Delivery
  readonly triggers: Triggers
  readonly views: Views
  readonly uploads: Uploads
  readonly hooks: Hooks
  readonly rules: Rules
  /** How long an uploaded file is looked into, in milliseconds. */
  readonly fileProcessingMs: number
  /** Does something in a while, on the clock, unless the workspace stops before. */
  readonly later: (ms: number, work: () => void) => void
  /** What the admins allow at this moment. */
  readonly preferences: () => Preferences
  /** Makes the address a socket may connect to, once. */
  readonly openSocket: (origin: string) => string
}
