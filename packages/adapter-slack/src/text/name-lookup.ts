/** Names of members, channels and user groups, as far as the caller knows them. */
export interface NameLookup {
  user(id: string): string | undefined
  channel(id: string): string | undefined
  usergroup(id: string): string | undefined
}
