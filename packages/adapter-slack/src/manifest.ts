import { ThreadlineError } from '@threadline/core'
import { manifestProblems } from './manifest-problems.js'
import { parseUrl } from './options.js'
import { slackEvents, slackScopes } from './rights.js'
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

/**
 * The manifest of the app for a desk: paste it under "Create New App", "From a manifest".
 *
 * @throws ThreadlineError `configuration.invalid` when `publicUrl` is no URL, or Slack would refuse what is made of it
 */
export function slackManifest(options: SlackManifestOptions) {
  const manifest = manifestOf(options)
  const problems = manifestProblems(manifest)
  if (problems.length === 0) return manifest
  throw new ThreadlineError('configuration.invalid', `Slack would refuse the manifest. ${problems.join(' ')}`)
}

function manifestOf({ basePath = '/threadline', publicUrl, socketMode = false }: SlackManifestOptions) {
  const door = `${new URL(parseUrl('publicUrl', publicUrl)).origin}${basePath}/chat`
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Threadline',
      description: 'Text messages of your customers as threads, and your replies as texts.',
      background_color: '#1f2a44',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
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
    oauth_config: { scopes: { bot: slackScopes } },
    settings: {
      event_subscriptions: { request_url: door, bot_events: slackEvents },
      interactivity: { is_enabled: true, request_url: door, message_menu_options_url: door },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  } as const
}
