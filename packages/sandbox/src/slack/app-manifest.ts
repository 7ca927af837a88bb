/** The parts of an app manifest that the workspace looks at: https://docs.slack.dev/reference/app-manifest */
export interface AppManifest {
  readonly oauth_config?: { readonly scopes?: { readonly bot?: readonly string[] } }
  readonly features?: {
    readonly app_home?: { readonly messages_tab_enabled?: boolean }
    readonly bot_user?: object
    readonly slash_commands?: readonly { readonly command: string; readonly should_escape?: boolean }[]
    readonly shortcuts?: readonly (Omit<AppShortcut, 'type'> & { readonly type: string })[]
  }
  readonly settings?: { readonly event_subscriptions?: { readonly bot_events?: readonly string[] } }
}

/** An entry that the app has in a menu: in that of everything, or in that of a message. */
export interface AppShortcut {
  readonly name: string
  readonly type: 'global' | 'message'
  readonly callback_id: string
}

/** What an app asks for and subscribes to. */
export interface AppRights {
  readonly scopes: readonly string[]
  readonly subscriptions: readonly string[]
  readonly commands: readonly string[]
  /** Those of them whose text comes as that of a message does, with mentions, links and signs escaped. */
  readonly escapedCommands: readonly string[]
  readonly shortcuts: readonly AppShortcut[]
  /** Whether people see what the app writes to them directly. */
  readonly hasMessagesTab: boolean
}

/** What an app gets that is installed from a manifest. */
export function rightsOf(manifest: AppManifest): AppRights {
  const commands = manifest.features?.slash_commands ?? []
  return {
    scopes: manifest.oauth_config?.scopes?.bot ?? [],
    subscriptions: manifest.settings?.event_subscriptions?.bot_events ?? [],
    commands: commands.map(({ command }) => command),
    escapedCommands: commands.flatMap((one) => (one.should_escape ? [one.command] : [])),
    hasMessagesTab: manifest.features?.app_home?.messages_tab_enabled ?? false,
    shortcuts: (manifest.features?.shortcuts ?? []).map((one) => ({
      ...one,
      type: one.type === 'message' ? 'message' : 'global',
    })),
  }
}

/**
 * What the manifest of `@threadline/adapter-slack` asks for. A test compares the two, because a package cannot read
 * another's files: who changes the manifest changes this too.
 */
export const threadlineRights: AppRights = {
  scopes: [
    'app_mentions:read',
    'channels:history',
    'channels:manage',
    'channels:read',
    'chat:write',
    'chat:write.customize',
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'groups:write',
    'im:history',
    'im:write',
    'reactions:read',
    'reactions:write',
    'users:read',
  ],
  subscriptions: [
    'app_home_opened',
    'app_mention',
    'channel_archive',
    'channel_deleted',
    'channel_id_changed',
    'channel_left',
    'channel_rename',
    'channel_shared',
    'channel_unarchive',
    'channel_unshared',
    'group_archive',
    'group_deleted',
    'group_left',
    'group_rename',
    'group_unarchive',
    'message.channels',
    'message.groups',
    'reaction_added',
    'user_change',
  ],
  commands: ['/sms'],
  escapedCommands: ['/sms'],
  hasMessagesTab: true,
  shortcuts: [
    { name: 'Send a text', type: 'global', callback_id: 'threadline:send-text' },
    { name: 'Text this to a customer', type: 'message', callback_id: 'threadline:text-message' },
  ],
}
