/** Anything with fields. */
export type UnknownRecord = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The records of an array; none when it is no array. */
export function recordsOf(value: unknown): readonly UnknownRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The number, or `NaN` when it is none. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN
}

/** A whole number between 0 and `maximum`; 0 when it is anything else. */
export function smallNumberOf(value: unknown, maximum: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? Math.min(value, maximum) : 0
}
