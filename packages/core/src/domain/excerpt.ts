const ellipsis = '\u2026'

/**
 * A text on one line, at most `maxLength` UTF-16 units long, cut at a word with an ellipsis.
 *
 * White space and control characters become single spaces. A word longer than half the room is cut inside, but never
 * within a character as people see it (a flag, a family, an accent).
 */
export function excerpt(text: string, maxLength: number): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  if (line.length <= maxLength) return line
  if (maxLength < ellipsis.length) return ''
  const kept = wholeCharacters(line, maxLength - ellipsis.length)
  return atWord(line, kept).trimEnd() + ellipsis
}

function wholeCharacters(line: string, room: number): string {
  let end = 0
  for (const { index, segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)) {
    if (index + segment.length > room) break
    end = index + segment.length
  }
  return line.slice(0, end)
}

function atWord(line: string, kept: string): string {
  if (line[kept.length] === ' ') return kept
  const lastSpace = kept.lastIndexOf(' ')
  return lastSpace >= kept.length / 2 ? kept.slice(0, lastSpace) : kept
}
