/** The body of a control call: a JSON object, read field by field. Every reader throws a sentence when it does not fit. */
export interface Fields {
  has(name: string): boolean
  text(name: string): string
  optionalText(name: string): string | undefined
  flag(name: string): boolean
  optionalNumber(name: string): number | undefined
  object(name: string): Readonly<Record<string, unknown>>
  optionalObject(name: string): Readonly<Record<string, unknown>> | undefined
  list(name: string): readonly Fields[]
}

/** Reads the fields of a JSON object. */
export function fieldsOf(value: unknown): Fields {
  if (!isObject(value)) throw new Error('The body must be a JSON object.')
  const optional = <Type>(name: string, isFit: (field: unknown) => field is Type, kind: string): Type | undefined => {
    const field = value[name]
    if (field === undefined || field === null) return undefined
    if (!isFit(field)) throw new Error(`${name} must be ${kind}.`)
    return field
  }
  const required = <Type>(name: string, field: Type | undefined): Type => {
    if (field === undefined) throw new Error(`${name} is missing.`)
    return field
  }
  const optionalText = (name: string) => optional(name, (field) => typeof field === 'string', 'a text')
  const optionalObject = (name: string) => optional(name, isObject, 'an object')
  return {
    has: (name) => value[name] !== undefined && value[name] !== null,
    optionalText,
    optionalObject,
    text: (name) => required(name, optionalText(name)),
    object: (name) => required(name, optionalObject(name)),
    flag: (name) => optional(name, (field) => typeof field === 'boolean', 'true or false') ?? false,
    optionalNumber: (name) => optional(name, (field) => typeof field === 'number', 'a number'),
    list: (name) => (optional(name, (field) => Array.isArray(field), 'a list') ?? []).map(fieldsOf),
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
