import type { LogFields, Logger } from './ports/logger.js'

/** Writes warnings and errors to standard error, one JSON object a line. What a desk uses when it is given no logger. */
export function consoleLogger(write: (line: string) => void = (line) => process.stderr.write(line)): Logger {
  const at = (level: string) => (fields: LogFields, message: string) =>
    write(`${JSON.stringify({ level, message, ...fields })}\n`)
  const silent = () => undefined
  return { debug: silent, info: silent, warn: at('warn'), error: at('error') }
}
