import type { TestDesk } from './desk.js'

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Lets time pass in tenths of a second, and the wire carry what it has, until somebody has their answer. */
export async function answered<Answer>(
  { clock }: TestDesk,
  doing: Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly afterMs: number }> {
  const begin = clock.now().getTime()
  let afterMs: number | undefined
  const answer = doing.finally(() => (afterMs = clock.now().getTime() - begin))
  while (afterMs === undefined) {
    for (let turn = 0; turn < 40; turn += 1) await pause()
    if (afterMs === undefined) clock.advance(100)
  }
  return { answer: await answer, afterMs }
}
