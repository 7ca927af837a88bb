/** `held` means: something they wrote may be an opt-out and a person has not decided yet. */
export type ConsentState = 'open' | 'held' | 'opted-out'

/** Somebody outside, known by one number. */
export interface Contact {
  readonly id: string
  /** E.164 number, or a short code or alphanumeric sender as it came; a stand-in once erased. Unique in a workspace. */
  readonly address: string
  readonly name?: string
  readonly consent: ConsentState
  /** IANA time zone they live in, such as `America/Chicago`, where it is known. */
  readonly zone?: string
  /** Words of the team about them. Never texted. */
  readonly note?: string
  /** What the team has tagged them with, in lower case; absent for nothing. */
  readonly tags?: readonly string[]
  /** Since when nothing of theirs is shown and nothing is sent to them, because a person wanted it so. */
  readonly blockedAt?: Date
  /** The only member who finds them by name; absent for a contact of everybody. */
  readonly privateTo?: string
  /** The contact that is the same person under another number, after a merge. */
  readonly mergedInto?: string
  /** Their name before the merge, for when it is undone; empty for none. */
  readonly formerName?: string
  readonly createdAt: Date
  /** When who this is was erased: name and number are gone, and nothing can be sent. */
  readonly erasedAt?: Date
}

/** One entry of the consent log: what happened, when, who or what decided, and on which words. */
export interface ConsentEvidence {
  readonly id: string
  readonly contactId: string
  readonly change: 'opted-out' | 'opted-in' | 'held' | 'released' | 'help'
  readonly at: Date
  /** The words that decided it, as they came; empty once their contact is erased. */
  readonly text: string
  /** The rule that matched (`keyword:stop`, `phrase:take-me-off`), `person`, or `provider`. */
  readonly matcher: string
  /** A chat member's id, or `contact`. */
  readonly actor: string
}
