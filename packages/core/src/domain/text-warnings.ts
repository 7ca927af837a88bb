import { withoutSigns } from './length-of-text.js'
import { countSegments } from './segments.js'

/**
 * What somebody should know of a text before it leaves, in sentences: what it costs and why, and what carriers or the
 * customer would stumble over. None for most.
 *
 * @param above - number of parts up to which nothing is said
 */
export function warningsOf(text: string, above: number): readonly string[] {
  const unfilled = unfilledIn(text)
  return [...costOf(text, above), ...(unfilled === undefined ? [] : [unfilled]), ...shortenersIn(text)]
}

function costOf(text: string, above: number): readonly string[] {
  const { causedBy, segments } = countSegments(text)
  if (segments <= above) return []
  const cost = `It is charged as ${segments} texts.`
  if (causedBy.length === 0) return [cost]
  const plain = countSegments(withoutSigns(text, causedBy))
  const signs = causedBy.slice(0, 5).join(' ')
  return [`${cost} Without ${signs}${causedBy.length > 5 ? ' …' : ''} it would be ${plain.segments}.`]
}

/** Says which double braces a text still has, once everything that is known was filled in; `undefined` when none. */
export function unfilledIn(text: string): string | undefined {
  const [name, ...others] = [...new Set(text.match(/\{\{[^{}]*\}\}/g) ?? [])].slice(0, 5)
  if (name === undefined) return undefined
  return `${[name, ...others].join(', ')} ${others.length === 0 ? 'is' : 'are'} still in it, and would be sent like that.`
}

/** Carriers block texts with links that anybody could have made. Hosts as vendors' pages on filtering list them. */
const shorteners = new Set(
  'bit.ly bitly.com tinyurl.com ow.ly is.gd cutt.ly t.ly rb.gy rebrand.ly tiny.cc lnkd.in app.link lc.chat goo.gl t.co'.split(
    ' ',
  ),
)

function shortenersIn(text: string): readonly string[] {
  const hosts = [...text.matchAll(/(?:^|[^\w.@-])(?:https?:\/\/)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})\/\S/gi)]
  const found = [...new Set(hosts.map(([, host = '']) => host.toLowerCase()))].filter((host) => shorteners.has(host))
  return found.length === 0 ? [] : [`Carriers often block links of ${found.join(', ')}. A link of your own arrives.`]
}
