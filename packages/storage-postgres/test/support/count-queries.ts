import type { Logger } from 'typeorm'

/** A logger for a DataSource that notes what is sent to the database: one note to a round trip. */
export function countQueries() {
  let seen: string[] = []
  const nothing = () => undefined
  const logger: Logger = {
    logQuery: (sql) => void seen.push(sql),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  }
  return {
    logger,
    async during(act: () => Promise<unknown>): Promise<readonly string[]> {
      seen = []
      await act()
      return seen
    },
  }
}
