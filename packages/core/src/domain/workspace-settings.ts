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
    /** Id of the channel in which it is said. @defaultValue the shared channel of the line */
    readonly channel?: string
    /** Member who is notified there. @defaultValue nobody */
    readonly memberId?: string
  }
}
