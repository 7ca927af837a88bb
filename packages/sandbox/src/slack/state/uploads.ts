import type { Ids } from './ids.js'

/** Uploads that have begun: a ticket in an address for each, until they are completed. */
export interface Uploads {
  /** Gives the ticket the bytes of a file are sent with. */
  open(fileId: string): string
  /** The file of a ticket. */
  fileOf(ticket: string): string | undefined
  /** Notes that the bytes have come. */
  arrived(fileId: string): void
  /** Whether a file can be completed. */
  hasArrived(fileId: string): boolean
  close(fileId: string): void
}

/** Makes an empty set of uploads. */
export function createUploads(ids: Ids): Uploads {
  const tickets = new Map<string, string>()
  const complete = new Set<string>()
  return {
    open(fileId) {
      const ticket = ids.token(40)
      tickets.set(ticket, fileId)
      return ticket
    },
    fileOf: (ticket) => tickets.get(ticket),
    arrived: (fileId) => void complete.add(fileId),
    hasArrived: (fileId) => complete.has(fileId),
    close: (fileId) => void complete.delete(fileId),
  }
}
