import type { DataSource } from 'typeorm'

/** The part of a pool and of its connections in use here. */
interface Emitter<Value> {
  on(event: string, listener: (value: Value) => void): unknown
  off(event: string, listener: (value: Value) => void): unknown
}

/**
 * Listens to the errors of every connection that is lent. A server that goes down can say so in the same breath in which
 * a connection becomes ready: the pool has stopped listening by then and the borrower has not begun, and an `error` event
 * that nobody hears ends the process. Whoever uses the connection sees that it is broken all the same.
 *
 * @returns what ends it
 */
export function watchConnections({ driver }: DataSource): () => void {
  const pool = 'master' in driver && isEmitter(driver.master) ? driver.master : undefined
  const watched = new WeakSet<object>()
  const watch = (connection: unknown): void => {
    if (!isEmitter(connection) || watched.has(connection)) return
    watched.add(connection)
    connection.on('error', () => undefined)
  }
  pool?.on('acquire', watch)
  return () => void pool?.off('acquire', watch)
}

function isEmitter(value: unknown): value is Emitter<unknown> {
  return typeof value === 'object' && value !== null && 'on' in value && 'off' in value
}
