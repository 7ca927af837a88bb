import type { Methods } from '../api/method.js'

/** `auth.test`, `api.test` and the address of a socket. */
export const basicMethods: Methods = {
  'api.test': {
    tier: 'free',
    token: 'none',
    run: (_context, args) => (Object.keys(args).length > 0 ? { args } : {}),
  },
  'auth.test': {
    tier: 'free',
    run: ({ identity }) => ({
      url: identity.teamUrl,
      team: 'Sandbox',
      user: identity.appName,
      team_id: identity.teamId,
      user_id: identity.botUserId,
      bot_id: identity.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    tier: 3,
    token: 'app',
    run: (context, _args, origin) => ({ url: context.openSocket(origin) }),
  },
}
