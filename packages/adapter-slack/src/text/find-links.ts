/** A stretch of a text: plain characters, or an address that may be clicked. */
export interface TextPart {
  readonly type: 'text' | 'link'
  readonly text: string
}

/** Slack takes no longer one. */
const maximumLength = 3000

/** ASCII only; the flag `i` would let `ſ` pass for `s`. */
const possibleAddress = /(?<![\p{L}\p{N}])[Hh][Tt][Tt][Pp][Ss]?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gu

/**
 * Cuts a text into plain stretches and `http(s)` addresses; together they are the text again. Only what is plainly an
 * address becomes a link: ASCII, a host with a dot, and no `user@` before it, which would show one host and open another.
 */
export function findLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let position = 0
  for (const match of text.matchAll(possibleAddress)) {
    if (match[0].length > maximumLength) continue
    const address = withoutTrailingPunctuation(match[0])
    if (!isPlainAddress(address)) continue
    parts.push({ type: 'text', text: text.slice(position, match.index) }, { type: 'link', text: address })
    position = match.index + address.length
  }
  parts.push({ type: 'text', text: text.slice(position) })
  return parts.filter((part) => part.text !== '')
}

function isPlainAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, username } = new URL(address)
  // Not so where the browser reads the host otherwise than it is written.
  const isAsWritten = address.toLowerCase().startsWith(`${protocol}//${hostname}`) && username === ''
  // An `xn--` host may be drawn as letters of another script.
  return isAsWritten && /\.[a-z]{2,}$/.test(hostname) && !hostname.includes('xn--')
}

/** `(see https://example.com/a).` is about `https://example.com/a`; `…/a_(b)` keeps its bracket. */
function withoutTrailingPunctuation(address: string): string {
  let end = address.length
  while (end > 0 && /[.,;:!?'"*_~)\]]/.test(address.charAt(end - 1)) && !closesBracket(address.slice(0, end))) end -= 1
  return address.slice(0, end)
}

function closesBracket(address: string): boolean {
  if (!address.endsWith(')')) return false
  return address.split('(').length >= address.split(')').length
}
