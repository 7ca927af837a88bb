/** Beginnings and words of texts that a phone or a program sends by itself, among them reactions that come as texts. */
const patterns: readonly RegExp[] = [
  /\b(?:auto(?:matic|mated)?[- ]?(?:reply|response|message|text|generated))\b/i,
  /\bautomatische (?:antwort|nachricht)\b|\br[ée]ponse automatique\b|\brespuesta autom[áa]tica\b/i,
  /^(?:hi,? |hello,? )?i(?:['’]?m| am) (?:currently )?driving\b/i,
  /\bdriving (?:with|mode)\b.*\b(?:focus|do not disturb|silenced)\b/i,
  /\bout of (?:the )?office\b/i,
  /\bdo not (?:reply|respond) to this\b|\bunmonitored\b|\bno-?reply\b/i,
  /^(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|removed an? \w+ from) [“"«„]/i,
  /^reacted .{1,12} to [“"«„]/iu,
]

/** Whether a text looks as if nobody had written it: answering it by itself begins a talk of two machines. */
export function looksAutomatic(text: string): boolean {
  return patterns.some((pattern) => pattern.test(text.trim()))
}
