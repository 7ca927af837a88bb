/** Server-sent events: one `change` for everyone who watches, after something changed. */
export interface Changes {
  /** Says that something changed. Many at once become one event. */
  notify(side: 'slack' | 'carrier' | 'desk'): void
  /** A stream of events that does not end by itself. */
  open(): Response
  /** Ends every stream. */
  stop(): void
}

const encoder = new TextEncoder()

/** Makes a source of server-sent events. */
export function createChanges(): Changes {
  const watchers = new Set<ReadableStreamDefaultController<Uint8Array>>()
  const sides = new Set<string>()

  function flush(): void {
    const event = `event: change\ndata: ${JSON.stringify([...sides])}\n\n`
    sides.clear()
    for (const watcher of watchers) watcher.enqueue(encoder.encode(event))
  }

  return {
    notify(side) {
      if (sides.size === 0) setImmediate(flush)
      sides.add(side)
    },
    open() {
      let mine: ReadableStreamDefaultController<Uint8Array> | undefined
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          mine = controller
          watchers.add(controller)
          controller.enqueue(encoder.encode('retry: 1000\n\n'))
        },
        cancel() {
          if (mine) watchers.delete(mine)
        },
      })
      return new Response(stream, {
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
      })
    },
    stop() {
      for (const watcher of watchers) watcher.close()
      watchers.clear()
    },
  }
}
