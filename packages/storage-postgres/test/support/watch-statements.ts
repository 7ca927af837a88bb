import type { Logger } from 'typeorm'
import type { DurableStorage } from '../../src/index.js'

/** The statements that a storage sends from now on, each of them before it is sent. */
export function watchStatements(
  storage: DurableStorage,
  see: (sql: string) => void = () => undefined,
): readonly string[] {
  const seen: string[] = []
  const ignore = (): void => undefined
  const logger: Logger = {
    logQuery(sql) {
      seen.push(sql)
      see(sql)
    },
    logQueryError: ignore,
    logQuerySlow: ignore,
    logSchemaBuild: ignore,
    logMigration: ignore,
    log: ignore,
  }
  storage.dataSource().logger = logger
  return seen
}
