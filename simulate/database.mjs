/**
 * Storage that takes its time: so many connections, handed out in the order of asking as the driver's pool does it, and so
 * many milliseconds for each transaction on one. What it keeps and how is the storage in memory.
 */
export function createDatabase(clock, storage, { connections, transactionMs }) {
  const waiting = []
  let free = connections
  let transactions = 0

  async function onConnection(work) {
    if (free > 0) free -= 1
    else await new Promise((resolve) => waiting.push(resolve))
    transactions += 1
    try {
      await clock.wait(transactionMs)
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }

  return {
    transactions: () => transactions,
    storage: {
      transaction: (workspaceId, work) => onConnection(() => storage.transaction(workspaceId, work)),
      waitingLanes: (workspaceId, by, limit) => onConnection(() => storage.waitingLanes(workspaceId, by, limit)),
    },
  }
}
