/** What the admins of the workspace allow. Their settings can change while the sandbox runs. */
export interface Preferences {
  /** "People who can create public channels" includes the app. @defaultValue true */
  readonly canCreatePublicChannels: boolean
  /** "People who can create private channels" includes the app. @defaultValue true */
  readonly canCreatePrivateChannels: boolean
  /** The app may archive channels. @defaultValue true */
  readonly canArchiveChannels: boolean
  /** The app may take people out of channels. @defaultValue true */
  readonly canRemoveMembers: boolean
  /** Guests may be brought into channels by the app. @defaultValue true */
  readonly canInviteGuests: boolean
  /** What may be uploaded. @defaultValue all */
  readonly fileUploads: 'all' | 'images' | 'none'
  /** Ends of names, in lower case, of files that may not be uploaded. @defaultValue none */
  readonly blockedFileTypes: readonly string[]
  /** @defaultValue 1 GB */
  readonly largestFileBytes: number
  /** A free workspace has used up its storage. @defaultValue false */
  readonly isStorageFull: boolean
}

/** A workspace where the app may do everything. */
export const usualPreferences: Preferences = {
  canCreatePublicChannels: true,
  canCreatePrivateChannels: true,
  canArchiveChannels: true,
  canRemoveMembers: true,
  canInviteGuests: true,
  fileUploads: 'all',
  blockedFileTypes: [],
  largestFileBytes: 1024 ** 3,
  isStorageFull: false,
}
