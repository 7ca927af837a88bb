/**
 * Who may begin next, when keys of many groups wait for few places. The group of a key is what stands before its first
 * slash: the workspace of a lane.
 */
export interface FairTurns {
  /** Puts a key in line, once. */
  add(key: string): void
  /** The next key that may begin. It has its place until {@link FairTurns.ended}. */
  next(): string | undefined
  /** Gives the place of a key back. */
  ended(key: string): void
  /** Whether a key is in line. */
  has(key: string): boolean
  /** How many keys are in line, of all groups or of one. */
  waiting(group?: string): number
  /** Empties the line. */
  clear(): void
}

/**
 * Groups take turns, so that whoever comes behind ten thousand keys of another group waits for one turn only. And a group
 * may have at most three times the places that are free, so that one whose keys never end leaves a quarter of them to the
 * others, two leave a seventh, and so on: there is a free place for a newcomer while fewer than twenty misbehave.
 *
 * @param places - how many keys may run at once
 * @see https://doi.org/10.1109/90.664262 for the rule, of memory shared by the ports of a switch
 */
export function fairTurns(places: number): FairTurns {
  /** The keys in line by group, with the group whose turn it is in front. */
  const lines = new Map<string, Set<string>>()
  const running = new Map<string, number>()
  let taken = 0
  let waiting = 0

  const mayBegin = (group: string): boolean => (running.get(group) ?? 0) < 3 * (places - taken)

  function begin(group: string, line: Set<string>): string | undefined {
    const [key] = line
    if (key === undefined) return undefined
    line.delete(key)
    waiting -= 1
    lines.delete(group)
    if (line.size > 0) lines.set(group, line)
    running.set(group, (running.get(group) ?? 0) + 1)
    taken += 1
    return key
  }

  return {
    add(key) {
      const group = groupOf(key)
      const line = lines.get(group) ?? new Set()
      if (!line.has(key)) waiting += 1
      lines.set(group, line.add(key))
    },
    next() {
      if (taken >= places) return undefined
      for (const [group, line] of lines) if (mayBegin(group)) return begin(group, line)
      return undefined
    },
    ended(key) {
      const group = groupOf(key)
      const left = (running.get(group) ?? 0) - 1
      if (left > 0) running.set(group, left)
      else running.delete(group)
      taken -= 1
    },
    has: (key) => lines.get(groupOf(key))?.has(key) ?? false,
    waiting: (group) => (group === undefined ? waiting : (lines.get(group)?.size ?? 0)),
    clear() {
      lines.clear()
      waiting = 0
    },
  }
}

/** What stands before the first slash of a key; all of it where there is none. */
export function groupOf(key: string): string {
  const slash = key.indexOf('/')
  return slash < 0 ? key : key.slice(0, slash)
}
