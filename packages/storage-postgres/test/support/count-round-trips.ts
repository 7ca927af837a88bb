import pg from 'pg'

/** What was sent to the database in one go. */
export type RoundTrip = readonly string[]

export interface RoundTripCounter {
  /** A client of the driver whose round trips are counted, for pools. */
  readonly Client: typeof pg.Client
  /** Those so far; begins anew. */
  take(): readonly RoundTrip[]
}

export function countRoundTrips(): RoundTripCounter {
  let seen: RoundTrip[] = []
  const Client = new Proxy(pg.Client, {
    construct(target, given: ConstructorParameters<typeof pg.Client>) {
      const client = new target(...given)
      const query = client.query.bind(client) as (...values: readonly unknown[]) => unknown
      return Object.assign(client, {
        query(...values: readonly unknown[]) {
          seen.push(statementsOf(values[0]))
          return query(...values)
        },
      })
    },
  })
  return {
    Client,
    take() {
      const taken = seen
      seen = []
      return taken
    },
  }
}

function statementsOf(query: unknown): RoundTrip {
  const text = typeof query === 'string' ? query : (query as { readonly text: string }).text
  return text.split(';\n').map((statement) => statement.replaceAll(/\s+/g, ' ').trim())
}
