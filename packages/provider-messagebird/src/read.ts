/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>

/** The value, if it is an object. */
export function objectOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

/** The objects of a list; nothing for anything else. */
export function objectsOf(value: unknown): readonly Fields[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.map(objectOf).filter((item) => item !== undefined)
}

/** Text or a number as text; an empty one counts as none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined
}

/** A time in ISO 8601, or `undefined` for anything else. */
export function dateOf(value: unknown): Date | undefined {
  const timeMs = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(timeMs) ? undefined : new Date(timeMs)
}
