import type { ChatFailureCategory, Refused } from '@threadline/core'

/**
 * Adds to a refused creation what somebody has to change, setting and all.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.create#errors
 */
export function explainCreation(
  outcome: Refused<ChatFailureCategory>,
  isPrivate: boolean,
): Refused<ChatFailureCategory> {
  const { code = '' } = outcome.failure
  const detail = sentenceForCreation(code, isPrivate ? 'private' : 'public')
  return detail === undefined ? outcome : { ...outcome, failure: { ...outcome.failure, detail } }
}

function sentenceForCreation(code: string, kind: 'public' | 'private'): string | undefined {
  switch (code) {
    case 'restricted_action':
      return `Slack does not let this app make ${kind} channels: an admin has to set “People who can create ${kind} channels” to “Everyone, except guests” in the settings of the workspace, under Permissions.`
    case 'cannot_create_channel':
      return `Slack does not let this app make ${kind} channels here: an admin has to allow it in the settings of the workspace or the organisation.`
    case 'user_is_restricted':
      return 'Slack takes the app for a guest, and guests make no channels: an admin has to install the app as a full member.'
    default:
      return undefined
  }
}

const invitationErrors: Readonly<Record<string, string>> = {
  already_in_channel: 'They are in the channel already.',
  cant_invite: 'Slack does not let the app add this member: somebody in the channel can try it.',
  cant_invite_self: 'The app is in the channel already.',
  user_is_restricted: 'They are a guest: an admin has to add them to the channel.',
  ura_max_channels: 'They are a guest with one channel only: an admin has to change their account first.',
  user_not_found: 'Slack knows no such member any more.',
  users_not_found: 'Slack knows no such member any more.',
  user_is_bot: 'Apps are added by Slack’s own settings of the channel.',
  org_user_not_in_team: 'They are in another workspace of the organisation: an admin has to add them to this one.',
  invitee_cant_see_channel: 'They cannot see this workspace’s channels: an admin has to change that.',
  no_external_invite_permission: 'They belong to another organisation: somebody has to invite them by Slack Connect.',
  failed_for_some_users: 'Slack refused to add this member.',
}

/**
 * Why one person could not be added, or nothing when the code is not about a person.
 *
 * @see https://docs.slack.dev/reference/methods/conversations.invite#errors
 */
export function explainInvitation(code: string): string | undefined {
  return Object.hasOwn(invitationErrors, code) ? invitationErrors[code] : undefined
}
