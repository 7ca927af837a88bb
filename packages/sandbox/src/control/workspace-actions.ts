import type { ChannelAct, NewMember, Preferences, SlackWorkspace } from '../slack/index.js'
import type { Fields } from './fields.js'

type WorkspaceAction = (controlled: { readonly slack: SlackWorkspace }, fields: Fields) => object

/** What people and admins do with the workspace itself: channels, members, settings. */
export const workspaceActions: Readonly<Record<string, WorkspaceAction>> = {
  member: ({ slack }, fields) => ({
    member: slack.addMember({
      name: fields.text('name'),
      kind: memberKindOf(fields.optionalText('kind') ?? 'full'),
      isAdmin: fields.flag('isAdmin'),
      isOwner: fields.flag('isOwner'),
    }).id,
  }),
  channel: ({ slack }, fields) => ({
    channel: slack.addChannel({ name: fields.text('name'), isPrivate: fields.flag('isPrivate') }).id,
  }),
  join: onChannel((slack, act) => slack.join(act)),
  leave: onChannel((slack, act) => slack.leave(act)),
  archive: onChannel((slack, act) => slack.archive(act)),
  unarchive: onChannel((slack, act) => slack.unarchive(act)),
  'delete-channel': onChannel((slack, act) => slack.deleteChannel(act)),
  'convert-to-private': onChannel((slack, act) => slack.convertToPrivate(act)),
  share: onChannel((slack, act) => slack.share(act)),
  unshare: onChannel((slack, act) => slack.unshare(act)),
  'rename-channel': onChannel((slack, act, fields) => slack.renameChannel({ ...act, name: fields.text('name') })),
  invite: onChannel((slack, act, fields) => slack.invite({ ...act, member: whoOf(slack, fields) })),
  remove: onChannel((slack, act, fields) => slack.removeFromChannel({ ...act, member: whoOf(slack, fields) })),
  slow: ({ slack }, fields) => {
    slack.slow({ ms: fields.optionalNumber('ms') ?? 2500, time: fields.flag('isOnClock') ? 'clock' : 'real' })
    return {}
  },
  preferences: ({ slack }, fields) => {
    slack.prefer(preferencesOf(fields))
    return {}
  },
}

function onChannel(act: (slack: SlackWorkspace, act: ChannelAct, fields: Fields) => void): WorkspaceAction {
  return ({ slack }, fields) => {
    act(slack, { as: fields.text('member'), channel: fields.text('channel') }, fields)
    return {}
  }
}

/** `who` is the id of a member; without it, the app. */
function whoOf(slack: SlackWorkspace, fields: Fields): string {
  return fields.optionalText('who') ?? slack.identity.botUserId
}

const switches = [
  'isStorageFull',
  'canCreatePublicChannels',
  'canCreatePrivateChannels',
  'canArchiveChannels',
  'canRemoveMembers',
  'canInviteGuests',
] as const satisfies readonly (keyof Preferences)[]

function preferencesOf(fields: Fields): Partial<Preferences> {
  const given = switches.filter((name) => fields.has(name))
  return {
    ...Object.fromEntries(given.map((name) => [name, fields.flag(name)])),
    ...(fields.has('fileUploads') ? { fileUploads: uploadsOf(fields.text('fileUploads')) } : {}),
    ...(fields.has('largestFileBytes') ? { largestFileBytes: fields.optionalNumber('largestFileBytes') ?? 0 } : {}),
  }
}

function uploadsOf(which: string): Preferences['fileUploads'] {
  if (which === 'all' || which === 'images' || which === 'none') return which
  throw new Error('fileUploads must be all, images or none.')
}

const kinds: readonly NonNullable<NewMember['kind']>[] = ['full', 'guest', 'single-channel-guest', 'external']

function memberKindOf(kind: string): NonNullable<NewMember['kind']> {
  const known = kinds.find((name) => name === kind)
  if (known === undefined) throw new Error(`kind must be one of ${kinds.join(', ')}.`)
  return known
}
