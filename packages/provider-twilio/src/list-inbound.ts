import type { Media, Outcome, TextFailureCategory, TextReceived } from '@threadline/core'
import type { Messages } from './client.js'
import { outcomeOfError } from '@threadline/core/http'
import type { Settings } from './options.js'

type Page = Awaited<ReturnType<Messages['page']>>
type ListedMessage = Page['instances'][number]

/** The most that Twilio gives in one page. */
const pageSize = 1000

/** More texts than these cannot all have been missed: somebody asked for too long a time. */
const mostPages = 20

/**
 * Lists what came in to one of our numbers: Twilio does not repeat a webhook that failed, but its message list keeps the
 * text. All pages or none, for they begin with the newest.
 */
export async function listInbound(
  settings: Settings,
  messages: () => Promise<Messages>,
  to: string,
  since: Date,
): Promise<Outcome<readonly TextReceived[], TextFailureCategory>> {
  try {
    const api = await messages()
    const listed = await readPages(await api.page({ to, dateSentAfter: since, pageSize }))
    if (!listed) return tooMany
    // Twilio's dates are whole seconds.
    const sinceMs = Math.floor(since.getTime() / 1000) * 1000
    const missed = listed.filter((message) => message.direction === 'inbound' && sentAtMs(message) >= sinceMs)
    const texts: TextReceived[] = []
    for (const message of inOrder(missed)) {
      texts.push(textOf(message, await mediaOf(settings, api, message)))
    }
    return { type: 'done', value: texts }
  } catch (error) {
    return outcomeOfError(error)
  }
}

async function readPages(first: Page): Promise<readonly ListedMessage[] | undefined> {
  const listed = [...first.instances]
  let page: Pick<Page, 'instances' | 'nextPage'> | undefined = first
  for (let count = 0; count < mostPages; count += 1) {
    page = await page.nextPage()
    if (!page) return listed
    listed.push(...page.instances)
  }
  return undefined
}

/** Twilio lists the newest first, and several texts of one second have one date. */
function inOrder(listed: readonly ListedMessage[]): readonly ListedMessage[] {
  return listed.toReversed().toSorted((left, right) => sentAtMs(left) - sentAtMs(right))
}

/** A text without a readable date is not left out. */
function sentAtMs({ dateCreated, dateSent }: ListedMessage): number {
  const date: unknown = dateSent ?? dateCreated
  const timeMs = date instanceof Date ? date.getTime() : Number.NaN
  return Number.isNaN(timeMs) ? Number.POSITIVE_INFINITY : timeMs
}

function textOf(message: ListedMessage, media: readonly Media[]): TextReceived {
  const { body, from, sid, to } = message
  const sentMs = sentAtMs(message)
  const text = (body ?? '').replaceAll('\u0000', '')
  const sentAt = Number.isFinite(sentMs) ? { sentAt: new Date(sentMs) } : {}
  return { type: 'text', externalId: sid, from, to, text, media, ...sentAt }
}

/** The list says only how many files came with a text; the address is that of the webhook. */
async function mediaOf(settings: Settings, api: Messages, { numMedia, sid }: ListedMessage): Promise<readonly Media[]> {
  if (!(Number(numMedia) > 0)) return []
  const { instances } = await api(sid).media.page({ pageSize: 50 })
  const folder = `${settings.apiUrl}/2010-04-01/Accounts/${settings.accountSid}/Messages/${sid}/Media`
  return instances.map(({ contentType, sid: mediaSid }) => ({ url: `${folder}/${mediaSid}`, contentType }))
}

const tooMany = {
  type: 'refused',
  retryable: false,
  failure: { category: 'other', detail: 'Twilio lists too many texts since that time: ask for a shorter one.' },
} as const
