// Hosts that are wrong on purpose, to show that the comparison sees it.

/** Names of the faults that can be planted, as `--sabotage` takes them. */
export const sabotages = ['early-answer', 'not-started']

/** `not-started`: no effect is recorded as started, so a call that was under way in a crash is made again. */
export function sabotagedStorage(storage, sabotage) {
  if (sabotage !== 'not-started') return storage
  return {
    ...storage,
    transaction: (workspaceId, work) =>
      storage.transaction(workspaceId, (transaction) =>
        work({ ...transaction, outbox: forgetfulOutbox(transaction.outbox) }),
      ),
  }
}

function forgetfulOutbox(outbox) {
  return {
    add: (entry) => outbox.add(entry),
    cancel: (lane, key) => outbox.cancel(lane, key),
    head: (lane) => outbox.head(lane),
    replace: (before, after) => outbox.replace(asPending(before), after && asPending(after)),
    mustReplace: (before, after) => outbox.mustReplace(asPending(before), after && asPending(after)),
    dead: (limit) => outbox.dead(limit),
  }
}

const asPending = (entry) =>
  entry.state === 'started' ? { ...entry, state: 'pending', startedAt: undefined, leaseUntil: undefined } : entry

/** `early-answer`: webhooks are acknowledged before anything is stored. */
export function sabotagedHandler(threadline, sabotage) {
  if (sabotage !== 'early-answer') return threadline.nodeHandler
  return async (incoming, outgoing) => {
    const chunks = []
    for await (const chunk of incoming) chunks.push(chunk)
    outgoing.writeHead(200).end()
    const { headers, method, url } = incoming
    const request = new Request(new URL(url, 'http://127.0.0.1'), { method, headers, body: Buffer.concat(chunks) })
    await threadline.fetch(request)
  }
}
