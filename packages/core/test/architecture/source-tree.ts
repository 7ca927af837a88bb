import { posix } from 'node:path'

/** Sources by their path from the repository's root, with forward slashes. */
export type SourceTree = ReadonlyMap<string, string>

const stringOrComment = /('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g
const template = /`(?:\\.|[^`\\])*`/g
const importForms = [
  /(?:^|[;\n])\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /(?:^|[;\n])\s*import\s*['"]([^'"]+)['"]/g,
  /\bimport\s*\(\s*['"]([^'"]+)['"]/g,
]

/** The code without its comments. */
export function codeOf(text: string): string {
  return text.replace(stringOrComment, (_, string: string | undefined) => string ?? ' ')
}

/** Every module a source names: imports, re-exports, dynamic imports; types included. */
export function importsOf(text: string): readonly string[] {
  // A template may hold the source of another program, such as a script for a page.
  const code = codeOf(text).replace(template, '``')
  return importForms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? ''))
}

/** The path that an import of ours leads to; nothing when it leaves the repository's own sources. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts')
  const [, name, subpath] = /^@threadline\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  if (name === undefined) return undefined
  return `packages/${name}/src/${subpath === undefined ? '' : `${subpath}/`}index.ts`
}

/** Every cycle of imports, as a path that ends where it began; each is named once. */
export function findCycles(tree: SourceTree): readonly string[] {
  const targets = new Map([...tree].map(([path, text]) => [path, importedFrom(tree, path, text)]))
  const finished = new Set<string>()
  const cycles: string[] = []

  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' -> '))
    if (start >= 0 || finished.has(path)) return
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path])
    finished.add(path)
  }
  for (const path of tree.keys()) visit(path, [])
  return cycles
}

function importedFrom(tree: SourceTree, path: string, text: string): readonly string[] {
  const found = new Set(importsOf(text).map((specifier) => resolveImport(path, specifier)))
  return [...found].flatMap((target) => (target !== undefined && tree.has(target) ? [target] : []))
}
