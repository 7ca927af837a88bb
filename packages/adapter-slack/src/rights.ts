/**
 * The methods of the Web API that the adapter calls, with the scopes that they take for what it does with them. A call of
 * a method that is not here does not compile.
 *
 * @see https://docs.slack.dev/reference/methods
 */
export const scopesOfMethods = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write', 'chat:write.customize'],
  'chat.update': ['chat:write'],
  'conversations.archive': ['channels:manage', 'groups:write'],
  'conversations.create': ['channels:manage', 'groups:write'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.invite': ['channels:manage', 'groups:write'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'conversations.setTopic': ['channels:manage', 'groups:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'reactions.add': ['reactions:write'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.push': [],
  'views.update': [],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** A method that the adapter may call. */
export type SlackMethod = keyof typeof scopesOfMethods

/**
 * The events that the adapter reads, as a manifest names them, with the scopes without which Slack does not send them. One
 * that nothing reads does not compile, nor does a reader of one that is not here.
 *
 * @see https://docs.slack.dev/reference/events
 */
export const scopesOfEvents = {
  app_home_opened: [],
  app_mention: ['app_mentions:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_id_changed: ['channels:read'],
  channel_left: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_shared: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_unshared: ['channels:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  group_rename: ['groups:read'],
  group_unarchive: ['groups:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  reaction_added: ['reactions:read'],
  user_change: ['users:read'],
} as const satisfies Readonly<Record<string, readonly string[]>>

type Subscription = keyof typeof scopesOfEvents

/** The `type` of an event that comes. All messages are of one, whatever channel they are in. */
export type SlackEventType = Subscription extends infer Name
  ? Name extends `message.${string}`
    ? 'message'
    : Name
  : never

/** Events about a channel itself. */
export type SlackChannelEventType = Extract<SlackEventType, `channel_${string}` | `group_${string}`>

type Scope =
  | (typeof scopesOfMethods)[SlackMethod][number]
  | (typeof scopesOfEvents)[Subscription][number]
  /** What `/sms` and the entries in Slack's menus take. */
  | 'commands'

/** Every scope that a method or an event takes, and no other. */
export const slackScopes: readonly Scope[] = [
  ...new Set<Scope>([...Object.values(scopesOfMethods).flat(), ...Object.values(scopesOfEvents).flat(), 'commands']),
].toSorted()

/** Every event that the adapter reads. */
export const slackEvents = Object.keys(scopesOfEvents).toSorted() as readonly Subscription[]
