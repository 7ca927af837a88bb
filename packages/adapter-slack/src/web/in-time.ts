/** Waits for something so long and no longer, by the clock on the wall; `undefined` when it has not come by then. */
export async function inTime<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)))
  return Promise.race([work, patience]).finally(() => clearTimeout(timer))
}
