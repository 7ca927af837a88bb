import { inspectSlack, inspectSlackSocket, slackAdapter, type SlackInspection } from '@threadline/adapter-slack'
import type { RealSettings } from '../settings/settings.js'
import { right, unknown, wrong, type Finding } from './finding.js'

type Installed = SlackInspection & { readonly type: 'ok' }

/** Asks Slack about the token, what the app may do and where it is, and compares clocks. */
export async function checkSlack(settings: RealSettings, now: () => Date): Promise<readonly Finding[]> {
  const inspection = await inspectSlack({ ...optionsOf(settings), now })
  if (inspection.type !== 'ok') return [wrong('slack token', complaintOf(inspection, 'bot token'))]
  return [
    workspaceOf(inspection, settings),
    scopesOf(inspection),
    clockOf(inspection),
    ...(await channelOf(inspection, settings)),
    rightsOf(inspection),
  ]
}

/** Asks Slack about the app-level token, for a desk that Slack is reached from by a socket. */
export async function checkSocket(settings: RealSettings): Promise<readonly Finding[]> {
  const { appToken } = settings.slack
  if (appToken === undefined) return []
  const inspection = await inspectSlackSocket({ ...optionsOf(settings), appToken })
  if (inspection.type === 'ok') return [right('slack socket', 'Slack gives out sockets for the app-level token.')]
  return [
    wrong(
      'slack socket',
      `${complaintOf(inspection, 'app-level token')} It needs connections:write, and Socket Mode on.`,
    ),
  ]
}

const optionsOf = ({ slack: { apiUrl, botToken, signingSecret = 'none' } }: RealSettings) => ({
  botToken,
  signingSecret,
  apiUrl,
})

function complaintOf(inspection: Exclude<SlackInspection, Installed>, token: string): string {
  if (inspection.type === 'unreachable') return 'Slack cannot be reached from here, or gives no readable answer.'
  return `Slack does not take the ${token} (${inspection.code}): install the app again and copy the token.`
}

function workspaceOf({ workspace, workspaceId }: Installed, { slack }: RealSettings): Finding {
  const check = 'slack token'
  if (slack.workspaceId === undefined || slack.workspaceId === workspaceId)
    return right(check, `Slack takes the bot token, of the workspace “${workspace}” (${workspaceId}).`)
  return wrong(
    check,
    `The bot token is of ${workspaceId}, and SLACK_TEAM_ID says ${slack.workspaceId}: change one of them.`,
  )
}

function scopesOf({ missingScopes }: Installed): Finding {
  const check = 'slack scopes'
  if (missingScopes === undefined) return unknown(check, 'Slack does not say which scopes the app was given.')
  if (missingScopes.length === 0) return right(check, 'The app was given every scope of the manifest.')
  const advice = 'add them under “OAuth & Permissions” (threadline manifest has them all) and install the app again'
  return wrong(check, `The app lacks ${missingScopes.join(', ')}: ${advice}.`)
}

/** Slack refuses nothing for a clock, but the desk takes no request that is five minutes old. */
const worrisomeMs = 60_000

function clockOf({ clockAheadMs }: Installed): Finding {
  if (clockAheadMs === undefined) return unknown('clock', 'Slack does not say what time it is.')
  const seconds = Math.round(Math.abs(clockAheadMs) / 1_000)
  if (Math.abs(clockAheadMs) < worrisomeMs)
    return right('clock', `The clock here is within ${Math.max(seconds, 1)} s of Slack’s.`)
  const where = clockAheadMs > 0 ? 'ahead of' : 'behind'
  return wrong(
    'clock',
    `The clock here is ${seconds} s ${where} Slack’s: have it set by NTP, or signed requests are refused.`,
  )
}

async function channelOf({ workspaceId }: Installed, settings: RealSettings): Promise<readonly Finding[]> {
  const check = 'slack channel'
  const { channel } = settings.line
  const { directory } = slackAdapter(optionsOf(settings))
  const found = await directory.channel(workspaceId, channel)
  if (found.type === 'unknown') return [unknown(check, 'Slack did not say which channels there are.')]
  const invite = 'make it, and invite the app there: /invite @Threadline'
  if (found.type === 'refused') return [wrong(check, `The app sees no channel ${channel}: ${invite}.`)]
  const membership = await directory.isIn(workspaceId, found.value.id)
  if (membership.type !== 'done') return [unknown(check, `Slack did not say whether the app is in ${channel}.`)]
  if (membership.value) return [right(check, `The app is in ${channel}.`)]
  return [wrong(check, `The app is not in ${channel}: write /invite @Threadline there.`)]
}

/** That a channel can be made is known only once one is. */
function rightsOf({ missingScopes = [] }: Installed): Finding {
  const check = 'new channels'
  if (missingScopes.some((scope) => scope === 'channels:manage' || scope === 'groups:write'))
    return wrong(check, 'The app may not make channels: it lacks a scope, see above.')
  const setting = '“People who can create public channels” in the workspace’s permissions'
  return unknown(check, `The app may make channels by its scopes. Slack does not say whether ${setting} lets it.`)
}
