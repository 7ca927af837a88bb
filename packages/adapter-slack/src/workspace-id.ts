import { ThreadlineError } from '@threadline/core'
import { textOf } from './json.js'
import { settingsOf, type SlackAdapterOptions } from './options.js'
import { createWebApi } from './web/web-api.js'

/**
 * Asks Slack which workspace a bot token belongs to, for `createThreadline({ workspaceId })`.
 *
 * @throws ThreadlineError `configuration.invalid` when Slack does not take the token, `not_ready` when it cannot be reached
 * @see https://docs.slack.dev/reference/methods/auth.test
 */
export async function slackWorkspaceId(options: SlackAdapterOptions): Promise<string> {
  const call = createWebApi(settingsOf(options))
  const outcome = await call({ workspaceId: '', method: 'auth.test', args: {} })
  const workspaceId = outcome.type === 'done' ? textOf(outcome.value.team_id) : undefined
  if (workspaceId !== undefined) return workspaceId
  if (outcome.type === 'refused' && outcome.failure.category === 'auth') {
    throw new ThreadlineError(
      'configuration.invalid',
      `Slack does not take the bot token. ${outcome.failure.detail ?? ''}`,
    )
  }
  throw new ThreadlineError('not_ready', 'Slack could not be asked which workspace the bot token belongs to.')
}
