/**
 * A link as a person reads it in a text: the label alone where it says the address anyway, else both, so that neither
 * the words nor the address are lost.
 */
export function linkText(url: string, label: string): string {
  const address = url.replace(/^(?:mailto|tel|sms):/i, '')
  if (label.trim() === '') return address
  return saysTheSame(label, url, address) ? label : `${label} (${address})`
}

function saysTheSame(label: string, url: string, address: string): boolean {
  if (/^(?:tel|sms):/i.test(url)) return sameNumber(label, address)
  return bareAddress(label) === bareAddress(url)
}

/** `(415) 555-0123` says `+14155550123`: the country code may be missing, nothing else. */
function sameNumber(label: string, address: string): boolean {
  if (!/^[\d\s()+./-]+$/.test(label)) return false
  const [shown, called] = [digitsOf(label), digitsOf(address)]
  return shown === called || (shown.length >= 7 && called.endsWith(shown))
}

function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '')
}

function bareAddress(text: string): string {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:)/, '')
  return bare.endsWith('/') ? bare.slice(0, -1) : bare
}
