/**
 * Plans the strikes of a round: a function that says what to do next, `undefined` when the round is over.
 *
 * @param before - strikes of the rounds before
 * @param count - strikes of this one
 */
export function planStrikes(before, count, { outageMinutes, steps, strike, timeScale }) {
  const next = {
    hosts: (number, random) => planKill(number, random, steps),
    database: planDatabase,
    slack: planOutage,
    carrier: planOutage,
  }[strike]
  let number = before
  return (random) => {
    if (number - before >= count) return undefined
    number += 1
    return next(number, random, { of: strike, awayMs: (outageMinutes * 60_000) / timeScale })
  }
}

/** Every other kill at a step, each step in its turn; the others at any moment, some of them once more while starting. */
function planKill(number, random, steps) {
  if (steps.length > 0 && number % 2 === 0) {
    return { kind: 'step', step: steps[(number / 2 - 1) % steps.length], count: 1 + Math.floor(random() * 3) }
  }
  const moment = { afterRequests: Math.floor(random() * 30), afterMs: Math.floor(random() * 100) }
  if (number % 10 !== 5) return { kind: 'moment', ...moment }
  return { kind: 'starting', ...moment, startingMs: Math.floor(100 + random() * 900) }
}

/** By force and in good order, in turns. */
function planDatabase(number, random) {
  const kind = number % 2 === 1 ? 'database-killed' : 'database-restarted'
  return { kind, afterMs: Math.floor(500 + random() * 4_000), awayMs: Math.floor(random() * 5_000) }
}

function planOutage(_number, random, { awayMs, of }) {
  return { kind: 'outage', of, afterMs: Math.floor(1_000 + random() * 4_000), awayMs }
}
