/** How a text travels: `GSM-7` has the letters of western Europe and few signs, `UCS-2` has everything at twice the room. */
export type SegmentEncoding = 'GSM-7' | 'UCS-2'

/** What a text costs: carriers charge by the part. */
export interface SegmentCount {
  readonly encoding: SegmentEncoding
  /** Parts it is sent and charged as; 0 for a text without a character. */
  readonly segments: number
  /** Units that still fit before another part begins: GSM-7 characters (some take two), or UTF-16 units. */
  readonly unitsLeft: number
  /** The different characters that force UCS-2, in the order they come; none for GSM-7. */
  readonly causedBy: readonly string[]
}

/**
 * Counts the parts of a text: 160 GSM-7 units alone and 153 in each of several, or 70 and 67 UTF-16 units. A character
 * of two units is never cut in half, so it may leave the last place of a part empty.
 *
 * https://www.3gpp.org/ftp/Specs/archive/23_series/23.038/ (alphabets), 23.040 (the header of a part takes 6 bytes)
 */
export function countSegments(text: string): SegmentCount {
  const characters = Array.from(text)
  const causedBy = [...new Set(characters.filter((character) => gsmWidth(character) === 0))]
  const encoding = causedBy.length === 0 ? 'GSM-7' : 'UCS-2'
  const widths = characters.map((character) => (encoding === 'GSM-7' ? gsmWidth(character) : character.length))
  return { encoding, causedBy, ...fill(widths, roomOf[encoding]) }
}

interface Room {
  /** Units of a text that fits into one part. */
  readonly alone: number
  /** Units of each part of a longer one. */
  readonly joined: number
}

const roomOf: Readonly<Record<SegmentEncoding, Room>> = {
  'GSM-7': { alone: 160, joined: 153 },
  'UCS-2': { alone: 70, joined: 67 },
}

function fill(widths: readonly number[], { alone, joined }: Room): Pick<SegmentCount, 'segments' | 'unitsLeft'> {
  const total = widths.reduce((sum, width) => sum + width, 0)
  if (total <= alone) return { segments: total === 0 ? 0 : 1, unitsLeft: alone - total }
  let segments = 1
  let used = 0
  for (const width of widths) {
    if (used + width > joined) {
      segments += 1
      used = 0
    }
    used += width
  }
  return { segments, unitsLeft: joined - used }
}

/** GSM 03.38, basic table: one unit each. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿' +
    'abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** GSM 03.38, extension table: an escape and a character, so two units. */
const extended = new Set('^{}\\[~]|€\f')

function gsmWidth(character: string): 0 | 1 | 2 {
  if (basic.has(character)) return 1
  return extended.has(character) ? 2 : 0
}
