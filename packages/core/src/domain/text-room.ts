import { countSegments } from './segments.js'

/** How long one text may be. */
export interface TextRoom {
  /** Most UTF-16 units. */
  readonly maxTextLength: number
  /** Most segments, in whichever alphabet. Absent: the length alone counts. */
  readonly maxSegments?: number
}

/** Whether a text is short enough. */
export function fitsRoom(text: string, { maxSegments, maxTextLength }: TextRoom): boolean {
  if (text.length > maxTextLength) return false
  return maxSegments === undefined || countSegments(text).segments <= maxSegments
}

/** How many UTF-16 units of the beginning of a text fit. What comes later can only make a text longer, never shorter. */
export function unitsThatFit(text: string, room: TextRoom): number {
  let fitting = 0
  let tooMany = Math.min(text.length, room.maxTextLength) + 1
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2)
    if (fitsRoom(text.slice(0, middle), room)) fitting = middle
    else tooMany = middle
  }
  return fitting
}
