const romanNumerals: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** What stands before a list item, as Slack shows it: `1.`, `a.` and `i.` in turn by indent, or a dash. */
export function itemMarker(style: string, indent: number, index: number): string {
  if (style !== 'ordered') return '-'
  const writers = [String, letters, roman]
  const write = writers[indent % writers.length] ?? String
  return `${write(index + 1)}.`
}

/** `a` … `z`, `aa` … */
function letters(number: number): string {
  const rest = number - 1
  const last = String.fromCodePoint(0x61 + (rest % 26))
  return rest < 26 ? last : letters(Math.floor(rest / 26)) + last
}

function roman(number: number): string {
  const [value, numeral] = romanNumerals.find(([candidate]) => candidate <= number) ?? []
  return value === undefined || numeral === undefined ? '' : numeral + roman(number - value)
}
