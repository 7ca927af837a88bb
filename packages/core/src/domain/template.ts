import { variableNames, type VariableName, type Variables } from './template-variables.js'

/** A text that is sent again and again, with variables in it. */
export interface Template {
  readonly id: string
  /** What people choose it by; no two are alike. */
  readonly name: string
  /** Such as `Hi {{contact.firstName|there}}, your order is ready.` */
  readonly text: string
}

/** Characters of the longest template. */
export const longestTemplate = 1_500
const longestName = 60

/** Why a text cannot be filled. `name` stands as it was written. */
export interface TemplateProblem {
  readonly type: 'unknown' | 'missing' | 'malformed'
  readonly name: string
}

export type FillResult =
  | { readonly type: 'filled'; readonly text: string }
  | { readonly type: 'unfilled'; readonly problems: readonly TemplateProblem[] }

/**
 * A template with its variables filled in. `{{contact.firstName|there}}` says what stands in for a name that is not there;
 * without it there is no text, rather than one with a hole. What was filled in is never read again.
 */
export function fill(template: string, given: Variables): FillResult {
  const variables = { ...nothing, ...given }
  const problems = piecesOf(template).flatMap((piece) => problemOf(piece, variables) ?? [])
  if (problems.length > 0) return { type: 'unfilled', problems }
  const text = fillKnown(template, variables)
  return hasBraces(text) ? { type: 'unfilled', problems: [{ type: 'malformed', name: '' }] } : { type: 'filled', text }
}

/** The same as far as the variables are known; what is not stays as it was written. */
export function fillKnown(template: string, variables: Variables): string {
  return piecesOf(template)
    .map((piece) => (piece.type === 'words' ? piece.written : (valueOf(piece, variables) ?? piece.written)))
    .join('')
}

/**
 * What somebody has typed, with its variables filled in. Those of ours that nothing stands for are a problem; other double
 * braces stay, for they may be meant.
 */
export function fillTyped(text: string, given: Variables): FillResult {
  const variables = { ...nothing, ...given }
  const problems = piecesOf(text).flatMap((piece) => problemOf(piece, variables) ?? [])
  const missing = problems.filter(({ type }) => type === 'missing')
  if (missing.length > 0) return { type: 'unfilled', problems: missing }
  return { type: 'filled', text: fillKnown(text, variables) }
}

/** What is wrong with a text whoever it is filled in for; nothing for one without variables. */
export function problemsOf(text: string): readonly TemplateProblem[] {
  const result = fill(text, everyVariable)
  return result.type === 'filled' ? [] : result.problems
}

/** What is wrong with a template, at its field, if anything is. */
export function problemOfTemplate({ name, text }: Pick<Template, 'name' | 'text'>) {
  if (name.trim() === '') return { field: 'name', sentence: 'A template needs a name.' } as const
  if (name.length > longestName)
    return { field: 'name', sentence: `A name has at most ${longestName} characters.` } as const
  if (text.trim() === '') return { field: 'text', sentence: 'A template needs a text.' } as const
  if (text.length > longestTemplate)
    return { field: 'text', sentence: `A template has at most ${longestTemplate} characters.` } as const
  const problems = problemsOf(text)
  return problems.length === 0 ? undefined : ({ field: 'text', sentence: sentenceOf(problems) } as const)
}

/** What is wrong with a text, for whoever wrote it. */
export function sentenceOf(problems: readonly TemplateProblem[]): string {
  const [problem, ...others] = problems
  const rest = others.length === 0 ? '' : ` There ${others.length === 1 ? 'is one more' : `are ${others.length} more`}.`
  return problem === undefined ? '' : sentenceOfOne(problem) + rest
}

function sentenceOfOne({ name, type }: TemplateProblem): string {
  switch (type) {
    case 'unknown':
      return `{{${name}}} is no variable. There are ${variableNames.join(', ')}.`
    case 'missing':
      return `{{${name}}} is not known here. Write it out, or say what stands in for it: {{${name}|there}}.`
    case 'malformed':
      return 'Double braces are for variables only, such as {{contact.firstName}} or {{contact.firstName|there}}.'
    default:
      return type satisfies never
  }
}

type Piece =
  | { readonly type: 'words'; readonly written: string }
  | { readonly type: 'variable'; readonly written: string; readonly name: string; readonly fallback?: string }

const everyVariable: Variables = Object.fromEntries(variableNames.map((name) => [name, '-']))

/** All there is to know is known, and there is nothing. */
const nothing: Variables = Object.fromEntries(variableNames.map((name) => [name, '']))

function piecesOf(template: string): readonly Piece[] {
  return template.split(/(\{\{[^{}]*\}\})/).map((written, index): Piece => {
    if (index % 2 === 0) return { type: 'words', written }
    const [name = '', ...rest] = written.slice(2, -2).split('|')
    return { type: 'variable', written, name: name.trim(), ...(rest.length > 0 && { fallback: rest.join('|').trim() }) }
  })
}

function problemOf(piece: Piece, variables: Variables): TemplateProblem | undefined {
  if (piece.type === 'words') return hasBraces(piece.written) ? { type: 'malformed', name: '' } : undefined
  const { fallback, name } = piece
  if (name === '' || fallback === '') return { type: 'malformed', name }
  if (!isVariable(name)) return { type: 'unknown', name }
  return valueOf(piece, variables) === undefined ? { type: 'missing', name } : undefined
}

function valueOf({ fallback, name }: Piece & { type: 'variable' }, variables: Variables): string | undefined {
  const value = isVariable(name) ? variables[name] : undefined
  return value === '' ? fallback || undefined : value
}

const isVariable = (name: string): name is VariableName => variableNames.some((known) => known === name)

const hasBraces = (words: string): boolean => words.includes('{{') || words.includes('}}')
