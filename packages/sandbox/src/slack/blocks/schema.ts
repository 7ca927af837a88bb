import { isObject } from '../api/arguments.js'

/** Something Slack would refuse, and where: `at` is a JSON pointer. */
export interface Problem {
  readonly at: string
  readonly message: string
}

/** Looks at one value. */
export type Check = (value: unknown, at: string) => readonly Problem[]

/** A field of an object: its check, and whether it must be there. */
export interface Field {
  readonly check: Check
  readonly isRequired: boolean
}

export const required = (check: Check): Field => ({ check, isRequired: true })
export const optional = (check: Check): Field => ({ check, isRequired: false })

const none: readonly Problem[] = []
const problem = (at: string, message: string): readonly Problem[] => [{ at, message }]

/** Text of `min` to `max` characters. */
export function string(bounds: { readonly min?: number; readonly max?: number } = {}): Check {
  const { min = 1, max = Infinity } = bounds
  return (value, at) => {
    if (typeof value !== 'string') return problem(at, 'must provide a string')
    if (value.length < min) return problem(at, `must be more than ${min - 1} characters`)
    if (value.length > max) return problem(at, `must be less than ${max + 1} characters`)
    return none
  }
}

/** Text of a form. */
export function pattern(form: RegExp, message: string): Check {
  return (value, at) => (typeof value === 'string' && form.test(value) ? none : problem(at, message))
}

/** One of a few words. */
export function oneOf(...words: readonly string[]): Check {
  return (value, at) =>
    typeof value === 'string' && words.includes(value)
      ? none
      : problem(at, `must be a valid enum value: ${words.join(', ')}`)
}

/** A web address, or another absolute one. */
export function url(max: number): Check {
  return (value, at) => {
    const problems = string({ max })(value, at)
    if (problems.length > 0) return problems
    return URL.canParse(value as string) ? none : problem(at, 'must be a valid URL')
  }
}

export const boolean: Check = (value, at) => (typeof value === 'boolean' ? none : problem(at, 'must be a boolean'))

/** A whole number. */
export function integer(bounds: { readonly min: number; readonly max: number }): Check {
  return (value, at) => {
    if (!Number.isInteger(value)) return problem(at, 'must be an integer')
    const isWithin = (value as number) >= bounds.min && (value as number) <= bounds.max
    return isWithin ? none : problem(at, `must be between ${bounds.min} and ${bounds.max}`)
  }
}

/** A list of `min` to `max` items. */
export function list(of: Check, bounds: { readonly min?: number; readonly max?: number } = {}): Check {
  const { min = 1, max = Infinity } = bounds
  return (value, at) => {
    if (!Array.isArray(value)) return problem(at, 'must be an array')
    if (value.length < min) return problem(at, `no less than ${min} items allowed`)
    const tooMany = value.length > max ? problem(at, `no more than ${max} items allowed`) : none
    return [...tooMany, ...value.flatMap((item, index) => of(item, `${at}/${index}`))]
  }
}

/** An object with these fields and no others. `rule` looks at it as a whole, once its fields are right. */
export function object(
  fields: Readonly<Record<string, Field>>,
  rule?: (value: Readonly<Record<string, unknown>>, at: string) => readonly Problem[],
): Check {
  return (value, at) => {
    if (!isObject(value)) return problem(at, 'must be an object')
    const unknown = Object.keys(value)
      .filter((name) => !(name in fields))
      .flatMap((name) => problem(at, `invalid additional property: ${name}`))
    const wrong = Object.entries(fields).flatMap(([name, field]) => checkField(value, at, name, field))
    const problems = [...unknown, ...wrong]
    return problems.length > 0 || !rule ? problems : rule(value, at)
  }
}

function checkField(value: Record<string, unknown>, at: string, name: string, field: Field): readonly Problem[] {
  if (value[name] !== undefined) return field.check(value[name], `${at}/${name}`)
  return field.isRequired ? problem(at, `missing required field: ${name}`) : none
}

/** An object whose `type` says which check it must pass. */
export function variants(checks: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isObject(value)) return problem(at, 'must be an object')
    const type = value['type']
    if (typeof type !== 'string') return problem(at, 'missing required field: type')
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined
    return check ? check(value, at) : problem(`${at}/type`, `unsupported type: ${type}`)
  }
}

/** A problem unless exactly one of two fields is there. */
export function exactlyOne(first: string, second: string) {
  return (value: Readonly<Record<string, unknown>>, at: string): readonly Problem[] =>
    (value[first] === undefined) === (value[second] === undefined)
      ? problem(at, `must provide either ${first} or ${second}`)
      : none
}

/** A problem unless at least one of two fields is there. */
export function atLeastOne(first: string, second: string) {
  return (value: Readonly<Record<string, unknown>>, at: string): readonly Problem[] =>
    value[first] === undefined && value[second] === undefined ? problem(at, `missing required field: ${first}`) : none
}
