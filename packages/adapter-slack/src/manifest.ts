import { parseUrl } from './options.js'
import { callbackIds } from './webhook/shortcut.js'

/** What a Slack app of Threadline is made from: https://docs.slack.dev/reference/app-manifest */
export type SlackManifest = ReturnType<typeof slackManifest>

export interface SlackManifestOptions {
  /** Origin at which Slack reaches the desk, such as `https://sms.example.com`. */
  readonly publicUrl: string
  /** Path in front of `/chat`, as the desk has it. @defaultValue `/threadline` */
  readonly basePath?: string
  /** Whether Slack is reached by a socket, and calls no URL. @defaultValue false */
  readonly socketMode?: boolean
}

/** What the app may do. The README says what each is for. */
export const manifestScopes = [
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
  'reactions:read',
  'reactions:write',
  'users:read',
] as const

const events = [
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
] as const

/**
 * The manifest of the app for a desk: paste it under "Create New App", "From a manifest".
 *
 * @throws ThreadlineError `configuration.invalid` when `publicUrl` is no URL
 */
export function slackManifest({ basePath = '/threadline', publicUrl, socketMode = false }: SlackManifestOptions) {
  const door = `${new URL(parseUrl('publicUrl', publicUrl)).origin}${basePath}/chat`
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Threadline',
      description: 'Text messages of your customers as threads, and your replies as texts.',
      background_color: '#1f2a44',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: false, messages_tab_read_only_enabled: true },
      bot_user: { display_name: 'Threadline', always_online: true },
      slash_commands: [
        {
          command: '/sms',
          url: door,
          description: 'Text a customer',
          usage_hint: '4159436084 Hello, or help',
          should_escape: true,
        },
      ],
      shortcuts: [
        {
          name: 'Send a text',
          type: 'global',
          callback_id: callbackIds.shortcut,
          description: 'Texts a customer',
        },
        {
          name: 'Text this to a customer',
          type: 'message',
          callback_id: callbackIds.message_action,
          description: 'Opens the form that texts a customer, with these words in it',
        },
      ],
    },
    oauth_config: { scopes: { bot: manifestScopes } },
    settings: {
      event_subscriptions: { request_url: door, bot_events: events },
      interactivity: { is_enabled: true, request_url: door, message_menu_options_url: door },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  } as const
}
