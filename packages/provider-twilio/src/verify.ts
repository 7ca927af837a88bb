import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** The parameters of a webhook, by name, as they came: untrimmed, empty ones included. */
export type Parameters = ReadonlyMap<string, readonly string[]>

/** What Twilio's signature stands for. */
export interface SignedContent {
  /** The URL as Twilio called it. */
  readonly url: string
  /** The parameters of a form body; none for GET and for JSON. */
  readonly parameters: Parameters
}

/**
 * Whether `signature` is Twilio's over this content, with any of the tokens.
 *
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSignatureValid(content: SignedContent, signature: string, authTokens: readonly string[]): boolean {
  const suffix = signedParameters(content.parameters)
  const isSignatureOver = (url: string) =>
    authTokens.some((token) => {
      const expected = createHmac('sha1', token).update(`${url}${suffix}`, 'utf8').digest('base64')
      return isEqualInConstantTime(signature, expected)
    })
  return isSignatureOver(content.url) || otherForms(content.url).some(isSignatureOver)
}

/**
 * Whether the `bodySHA256` of the URL's query fits the body. The signature of a JSON webhook covers its URL only; this
 * is what ties the body to it.
 */
export function isBodyHashValid(url: string, body: Uint8Array): boolean {
  const claimed = new URL(url).searchParams.get('bodySHA256')
  const actual = createHash('sha256').update(body).digest('hex')
  return claimed !== null && isEqualInConstantTime(claimed.toLowerCase(), actual)
}

/** Names in order, each followed by its values; equal values of one name count once. */
function signedParameters(parameters: Parameters): string {
  return [...parameters.keys()]
    .toSorted(byCodeUnit)
    .flatMap((name) =>
      distinct(parameters.get(name) ?? [])
        .toSorted(byCodeUnit)
        .map((value) => `${name}${value}`),
    )
    .join('')
}

/**
 * The URLs Twilio may have signed instead of this one: as it came and as a URL parser writes it (`'` becomes `%27`), each
 * with and without its port.
 */
function otherForms(url: string): readonly string[] {
  return distinct([url, new URL(url).href].flatMap(withAndWithoutPort)).filter((form) => form !== url)
}

function withAndWithoutPort(url: string): readonly string[] {
  const parts = /^(?<scheme>https?:\/\/)(?<host>[^/?#]*?)(?<port>:\d+)?(?<rest>[/?#].*)?$/is.exec(url)?.groups
  if (!parts) return [url]
  const { scheme = '', host = '', port, rest = '' } = parts
  const usualPort = scheme.toLowerCase() === 'https://' ? ':443' : ':80'
  return [`${scheme}${host}${rest}`, `${scheme}${host}${port ?? usualPort}${rest}`]
}

function isEqualInConstantTime(left: string, right: string): boolean {
  const [leftBytes, rightBytes] = [Buffer.from(left), Buffer.from(right)]
  return leftBytes.length === rightBytes.length && timingSafeEqual(leftBytes, rightBytes)
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
