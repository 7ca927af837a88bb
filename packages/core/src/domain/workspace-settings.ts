/** Who may do something: everybody who may use the desk at all, or only these members. */
export type Audience = 'everyone' | readonly string[]

/** What people have set up for the whole workspace from chat. */
export interface WorkspaceSettings {
  readonly roles?: {
    /** Who may text customers. */
    readonly send?: Audience
    /** Who may text many people at once, beside the admins. */
    readonly broadcast?: Audience
    /** Who may change settings. */
    readonly settings?: Audience
  }
  /** Who is told what only an admin can set right, such as a number that is not registered. */
  readonly alerts?: {
    /** Members who are told, each in a direct message. @defaultValue nobody: it is said in the shared channel of the line */
    readonly memberIds?: readonly string[]
    /** Id of a channel in which it is said instead, where they are named. @defaultValue none */
    readonly channel?: string
    /** One more of the members: what was kept before several could be named. */
    readonly memberId?: string
  }
}

/** Everybody who is told what only an admin can set right, each once. */
export function alertedMembers({
  memberId,
  memberIds = [],
}: NonNullable<WorkspaceSettings['alerts']>): readonly string[] {
  return [...new Set([...memberIds, ...(memberId === undefined ? [] : [memberId])])]
}
