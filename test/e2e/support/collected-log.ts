import type { Logger } from '@threadline/core'

/** One line of the log. */
export interface LogLine {
  readonly level: keyof Logger
  readonly fields: Readonly<Record<string, unknown>>
  readonly message: string
}

/** A logger that keeps its lines. */
export interface CollectedLog extends Logger {
  readonly lines: readonly LogLine[]
  /** Everything that was logged, as it would stand in a file. */
  text(): string
  clear(): void
}

export function collectedLog(): CollectedLog {
  const lines: LogLine[] = []
  const take =
    (level: keyof Logger) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void =>
      void lines.push({ level, fields, message })
  return {
    lines,
    debug: take('debug'),
    info: take('info'),
    warn: take('warn'),
    error: take('error'),
    text: () => lines.map((line) => JSON.stringify(line)).join('\n'),
    clear: () => void lines.splice(0),
  }
}
