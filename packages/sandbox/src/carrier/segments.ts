/** GSM 03.38, basic table. */
const basicCharacters =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
  'abcdefghijklmnopqrstuvwxyzäöñüà'
/** GSM 03.38, characters that take two places. */
const extendedCharacters = '^{}\\[~]|€\f'

/** How many parts a text is charged as: 160 or 153 GSM characters each, or 70 or 67 UTF-16 units. */
export function countSegments(body: string): number {
  const widths = Array.from(body, (character) => gsmWidth(character))
  const isGsm = widths.every((width) => width > 0)
  const units = isGsm ? widths : Array.from(body, (character) => character.length)
  const [alone, joined] = isGsm ? [160, 153] : [70, 67]
  const total = units.reduce((sum, width) => sum + width, 0)
  return total <= alone ? 1 : countParts(units, joined)
}

/** Places a character takes in the GSM alphabet; 0 for one that is not in it. */
export function gsmWidth(character: string): number {
  if (basicCharacters.includes(character)) return 1
  return extendedCharacters.includes(character) ? 2 : 0
}

/** A character of two units is never cut in half, so it can leave the last place of a part empty. */
function countParts(units: readonly number[], room: number): number {
  let parts = 1
  let used = 0
  for (const width of units) {
    if (used + width > room) {
      parts += 1
      used = 0
    }
    used += width
  }
  return parts
}
