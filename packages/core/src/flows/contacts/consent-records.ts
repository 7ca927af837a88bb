import type { ConsentEvidence } from '../../domain/contact.js'
import { inTransaction, type Flow, type FlowDeps } from '../flow.js'

/** One entry of the consent log, with whose it is. */
export interface ConsentRecord extends ConsentEvidence {
  /** Their number; absent once they were erased. */
  readonly number?: string
}

/** Entries read at a time. */
const pageSize = 500

/** The consent log from a time on, oldest first, however long it is: the next page is read when it is asked for. */
export async function* readConsentRecords(
  deps: FlowDeps,
  workspaceId: string,
  since: Date,
): AsyncGenerator<ConsentRecord> {
  let last: ConsentRecord | undefined
  for (;;) {
    const after = last
    const page = await inTransaction(deps, workspaceId, (flow) => readPage(flow, since, after))
    yield* page
    last = page.at(-1)
    if (page.length < pageSize) return
  }
}

async function readPage(
  flow: Flow,
  since: Date,
  after: ConsentEvidence | undefined,
): Promise<readonly ConsentRecord[]> {
  const page = await flow.tx.consents.since(since, after, pageSize)
  const contacts = await flow.tx.contacts.peekAll([...new Set(page.map(({ contactId }) => contactId))])
  const numbers = new Map(contacts.filter(({ erasedAt }) => !erasedAt).map(({ address, id }) => [id, address]))
  return page.map((evidence) => ({ ...evidence, number: numbers.get(evidence.contactId) }))
}
