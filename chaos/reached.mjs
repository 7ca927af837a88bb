/** Counts how often hosts died at each of the steps they were to die at. */
export function createReached(steps) {
  const hits = new Map(steps.map((step) => [step, 0]))
  const tried = new Set()
  return {
    note({ isHit, kind, step }) {
      if (kind !== 'step') return
      tried.add(step)
      if (isHit) hits.set(step, hits.get(step) + 1)
    },
    counts: () => Object.fromEntries(hits),
    inWords: () => [...hits].map(([step, times]) => `${step} ${times}`).join(', '),
    /** Steps at which nobody ever died; none while not all have had their turn. */
    never: () => (tried.size < steps.length ? [] : steps.filter((step) => hits.get(step) === 0)),
  }
}
