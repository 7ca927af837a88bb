import type { ChatDirectory, ChatOutcome, Member } from '@threadline/core'
import type { NameLookup } from '../text/index.js'
import { fetchChannelNames, isAppIn, isChannelId, noSuchChannel, type ChannelNames } from './channels.js'
import { createExpiringCache } from './expiring-cache.js'
import { memberOf, openDirect } from './direct.js'
import { fetchMember } from './member.js'
import type { WebApi } from './web-api.js'

const timeToLiveMs = 60 * 60_000
const maximumMembers = 10_000
const maximumWorkspaces = 100

/** The directory of members and channels with what else the adapter needs of it. */
export interface SlackDirectory extends ChatDirectory {
  /** Forgets a member whose profile or rights changed. */
  dropMember(workspaceId: string, memberId: string): void
  /** Forgets the names of channels, some of which changed. */
  dropChannels(workspaceId: string): void
  /** Names as far as they are known already. Asks nobody. */
  namesIn(workspaceId: string): NameLookup
}

/** Makes a directory that remembers for an hour. */
export function createDirectory(call: WebApi, now: () => Date): SlackDirectory {
  const members = createExpiringCache<Member>({ now, timeToLiveMs, maximumSize: maximumMembers })
  const directs = createExpiringCache<{ readonly id: string }>({ now, timeToLiveMs, maximumSize: maximumMembers })
  const channels = createExpiringCache<ChannelNames>({ now, timeToLiveMs, maximumSize: maximumWorkspaces })

  async function channelByName(workspaceId: string, name: string): Promise<ChatOutcome<{ readonly id: string }>> {
    const known = channels.peek(workspaceId)
    const names = await channels.get(workspaceId, () => fetchChannelNames(call, workspaceId))
    if (names.type !== 'done') return names
    const id = names.value.get(name)
    if (id !== undefined) return { type: 'done', value: { id } }
    if (known !== names.value) return noSuchChannel()
    // The list is from before and may lack a channel made since.
    channels.drop(workspaceId)
    return channelByName(workspaceId, name)
  }

  return {
    member: (workspaceId, memberId) =>
      members.get(memberKey(workspaceId, memberId), () => fetchMember(call, workspaceId, memberId)),

    async channel(workspaceId, nameOrId) {
      const memberId = memberOf(nameOrId)
      if (memberId !== undefined) {
        const open = () => openDirect(call, workspaceId, memberId)
        return directs.get(memberKey(workspaceId, memberId), open)
      }
      if (isChannelId(nameOrId)) return { type: 'done', value: { id: nameOrId } }
      return channelByName(workspaceId, nameOrId.replace(/^#/, ''))
    },

    isIn: (workspaceId, channelId) => isAppIn(call, workspaceId, channelId),

    dropMember: (workspaceId, memberId) => members.drop(memberKey(workspaceId, memberId)),
    dropChannels: (workspaceId) => channels.drop(workspaceId),

    namesIn: (workspaceId) => ({
      user: (id) => members.peek(memberKey(workspaceId, id))?.name,
      channel: (id) => nameOfChannel(channels.peek(workspaceId), id),
      usergroup: () => undefined,
    }),
  }
}

function memberKey(workspaceId: string, memberId: string): string {
  return `${workspaceId} ${memberId}`
}

function nameOfChannel(names: ChannelNames | undefined, id: string): string | undefined {
  for (const [name, channelId] of names ?? []) if (channelId === id) return name
  return undefined
}
