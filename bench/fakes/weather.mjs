/** How often what goes wrong in foul weather does: every 20th webhook comes twice, every 50th call is turned away. */
const twiceEvery = 20
const awayEvery = 50
/** The longest that a call is on its way, in milliseconds. */
const longestMs = 100

/** What the network and the vendors are like: fair until said otherwise. The same things go wrong in each run. */
export function createWeather() {
  let isFoul = false
  const counts = new Map()
  const isNext = (what, every) => {
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return count % every === 0
  }
  let calls = 0
  return {
    change(name) {
      isFoul = name === 'foul'
    },
    /** Whether the sender of a webhook did not see that it was taken. */
    comesTwice: () => isFoul && isNext('webhook', twiceEvery),
    /** Whether a call to Slack, or to the carrier, is turned away for a second. */
    isTurnedAway: (who) => isFoul && isNext(who, awayEvery),
    /** How long a call is on its way: everything between nothing and the longest, in no order to speak of. */
    delayMs: () => (isFoul ? (++calls * 61) % (longestMs + 1) : 0),
  }
}
