/** Fields of a log line. Never credentials, message texts or whole phone numbers. */
export type LogFields = Readonly<Record<string, unknown>>

/** The four levels of the log; `pino` and `console`-like loggers fit as they are. */
export interface Logger {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}
