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
}
