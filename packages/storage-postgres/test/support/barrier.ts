/** Resolves for all when as many as expected have come. */
export function createBarrier(expected: number): () => Promise<void> {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  let come = 0
  return () => {
    come += 1
    if (come >= expected) open()
    return opened
  }
}

export interface Gate {
  readonly opened: Promise<void>
  open(): void
}

/** Something that one waits for and another says. */
export function createGate(): Gate {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}
