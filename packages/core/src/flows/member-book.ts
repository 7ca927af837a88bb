/** Members of whom it is known that nothing can be assigned to them, as far as the chat platform was asked. */
export interface MemberBook {
  /** Why somebody cannot be assigned, in whole sentences; nothing for whoever can, or was not asked about yet. */
  problemOf(memberId: string): string | undefined
  /** Learns how it is now; nothing for whoever can. */
  learn(memberId: string, problem: string | undefined): void
}

export function createMemberBook(): MemberBook {
  const problems = new Map<string, string>()
  return {
    problemOf: (memberId) => problems.get(memberId),
    learn(memberId, problem) {
      if (problem === undefined) problems.delete(memberId)
      else problems.set(memberId, problem)
    },
  }
}
