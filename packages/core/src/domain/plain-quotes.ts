/**
 * A text with curly quotes, long dashes, ellipses and no-break spaces made plain. Word processors and phones put them in
 * unasked, and a single one halves the room of every part of a text.
 */
export function plainQuotes(text: string): string {
  return text.replace(/[^\u0000-\u007f]/gu, (character) => plain.get(character) ?? character)
}

const replacements: Readonly<Record<string, string>> = {
  "'": '\u2018\u2019\u201a\u201b\u2032\u02bc',
  '"': '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb',
  '-': '\u2010\u2011\u2012\u2013\u2014\u2015\u2212',
  '...': '\u2026',
  ' ': '\u00a0\u2007\u2009\u202f',
}

const plain: ReadonlyMap<string, string> = new Map(
  Object.entries(replacements).flatMap(([ours, theirs]) =>
    Array.from(theirs, (character): [string, string] => [character, ours]),
  ),
)
