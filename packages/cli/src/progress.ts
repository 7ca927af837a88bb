import { note, type Terminal } from './terminal.js'

/** Says how far something is. */
export interface Progress {
  /** @param share - from 0 to 1 */
  show(share: number, count: number): void
  /** Clears the line for what comes next. */
  end(): void
}

const width = 24
const everyMs = 100
/** A log is not to be flooded. */
const everyCount = 10_000

/** A bar that moves on a terminal, and a line now and then anywhere else. */
export function createProgress(
  terminal: Terminal,
  what: string,
  now: () => number = performance.now.bind(performance),
): Progress {
  return terminal.stderr.isTTY ? movingBar(terminal, what, now) : plainLines(terminal, what)
}

function movingBar({ stderr }: Terminal, what: string, now: () => number): Progress {
  let shownAt = -Infinity
  return {
    show(share, count) {
      if (now() - shownAt < everyMs) return
      shownAt = now()
      const filled = Math.round(share * width)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
      stderr.write(`\r${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${grouped(count)} ${what}`)
    },
    end: () => void stderr.write(shownAt === -Infinity ? '' : `\r\u001b[K`),
  }
}

function plainLines(terminal: Terminal, what: string): Progress {
  let shown = 0
  return {
    show(share, count) {
      if (count - shown < everyCount) return
      shown = count
      note(terminal, `${Math.floor(share * 100)} %, ${grouped(count)} ${what}`)
    },
    end: () => undefined,
  }
}

/** A number as people read it: `12,345`. */
export const grouped = (count: number): string => count.toLocaleString('en')
