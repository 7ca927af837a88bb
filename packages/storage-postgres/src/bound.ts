/** The last moment whose ISO form PostgreSQL reads: from the year 10000 on, ISO writes a sign that it refuses. */
const last = new Date('9999-12-31T23:59:59.999Z')
/** The first one: before the year 0, ISO writes a sign as well. */
const first = new Date('0001-01-01T00:00:00.000Z')

/** A time to compare rows with, as PostgreSQL reads it; one that is out of its reach becomes the nearest within. */
export function bound(time: Date): string {
  if (time > last) return last.toISOString()
  return (time < first ? first : time).toISOString()
}
