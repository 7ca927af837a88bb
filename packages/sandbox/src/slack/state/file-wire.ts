import type { Identity } from '../options.js'
import { extensionOf } from './mimetypes.js'
import type { SlackState } from './state.js'
import type { FileShare, Json, SlackFile } from './types.js'
import { secondsOf } from './seconds.js'

/** A file as messages and `files.info` give it. Deleted, nothing but its place is left. */
export function fileOnWire(file: SlackFile, identity: Identity): Json {
  if (file.isDeleted) return { id: file.id, mode: 'tombstone' }
  const url = `${identity.filesUrl}/files-pri/${identity.teamId}-${file.id}`
  const name = encodeURIComponent(file.name)
  return {
    id: file.id,
    created: secondsOf(file.createdAt),
    timestamp: secondsOf(file.createdAt),
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.mimetype === '' ? '' : extensionOf(file.name),
    user: file.user,
    user_team: identity.teamId,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: false,
    public_url_shared: false,
    url_private: `${url}/${name}`,
    url_private_download: `${url}/download/${name}`,
    ...(file.altText === undefined ? {} : { alt_txt: file.altText }),
  }
}

/** In a channel shared with another company an app sees only that there is a file, and has to ask for it. */
export function fileToAskFor(file: SlackFile): Json {
  return { id: file.id, mode: 'file_access', file_access: 'check_file_info', created: 0, timestamp: 0, user: '' }
}

/** Where a file is, by kind of channel: empty until Slack is through with an upload. */
export function sharesOnWire(file: SlackFile, state: SlackState): Json {
  const isPublic = (share: FileShare): boolean => state.channel(share.channel)?.kind === 'public'
  return {
    ...byChannel('public', file.shares.filter(isPublic), state),
    ...byChannel(
      'private',
      file.shares.filter((share) => !isPublic(share)),
      state,
    ),
  }
}

function byChannel(kind: string, shares: readonly FileShare[], state: SlackState): Json {
  const places: Record<string, readonly Json[]> = {}
  for (const { channel, threadTs, ts } of shares) {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs }
    const place = { ts, channel_name: state.channel(channel)?.name ?? '', ...thread }
    places[channel] = [...(places[channel] ?? []), place]
  }
  return shares.length > 0 ? { [kind]: places } : {}
}
