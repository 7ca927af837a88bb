import { codeOf, findCycles, importsOf, resolveImport, type SourceTree } from './source-tree.js'

/**
 * What each room of core may import. The files at the root of `src` are the bridge, which knows every room but those that are
 * for others: `http` for providers, `testing` for tests.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  domain: ['domain', 'errors'],
  ports: ['domain', 'ports', 'errors'],
  flows: ['domain', 'ports', 'flows', 'errors'],
  effects: ['domain', 'ports', 'effects', 'flows', 'errors'],
  api: ['domain', 'ports', 'flows', 'api', 'errors'],
  webhooks: ['domain', 'ports', 'flows', 'webhooks', 'errors'],
  http: ['domain', 'ports', 'http', 'errors'],
  memory: ['domain', 'ports', 'memory', 'errors'],
  testing: ['domain', 'ports', 'testing', 'errors'],
  bridge: ['domain', 'ports', 'flows', 'effects', 'api', 'webhooks', 'memory', 'errors', 'bridge'],
}

const publicExports = ['', '/http', '/memory', '/testing'].map((path) => `@threadline/core${path}`)
const vendorWords = /slack|twilio|vonage|nexmo|messagebird|block[ _-]?kit/i
const impureWords = /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\brandom(UUID|Bytes|Int)\b|\bperformance\.now\b/
const asynchronousWords = /\bPromise\b|\basync\b|\bawait\b|\bset(Timeout|Interval|Immediate)\b|\bfetch\(/

/** Everything in a tree of sources that breaks a law of the architecture, as sentences. */
export function violationsOf(tree: SourceTree): readonly string[] {
  const cycles = findCycles(tree).map((cycle) => `import cycle: ${cycle}`)
  return [...cycles, ...[...tree].flatMap(([path, text]) => violationsIn(path, text))]
}

function violationsIn(path: string, text: string): readonly string[] {
  const imports = importsOf(text)
  const core = path.startsWith('packages/core/src/')
  return [
    ...imports.flatMap((specifier) => (core ? wrongRoom(path, specifier) : wrongPackage(path, specifier))),
    ...wrongWords(path, codeOf(text)),
  ]
}

function wrongRoom(path: string, specifier: string): readonly string[] {
  const target = resolveImport(path, specifier)
  const from = roomOf(path)
  if (target === undefined) return []
  const to = roomOf(target)
  const allowed = mayImport[from]
  if (allowed === undefined) return [`${path}: '${from}' is no known room: give it a row in the table of laws`]
  return allowed.includes(to) ? [] : [`${path}: ${from} may not import ${to} (${specifier})`]
}

function roomOf(path: string): string {
  const [, room, rest] = /^packages\/core\/src\/([^/]+?)(?:\.ts|(\/.+))$/.exec(path) ?? []
  if (room === undefined) return 'another package'
  return rest === undefined && room !== 'errors' ? 'bridge' : room
}

function wrongPackage(path: string, specifier: string): readonly string[] {
  const home = path.split('/').slice(0, 3).join('/')
  const target = resolveImport(path, specifier)
  if (target === undefined) return []
  if (specifier.startsWith('.'))
    return target.startsWith(`${home}/`) ? [] : [`${path}: leaves its package (${specifier})`]
  if (specifier.startsWith('@threadline/core')) {
    return publicExports.includes(specifier) ? [] : [`${path}: reaches into core (${specifier})`]
  }
  return isPlugin(path) ? [`${path}: a plugin may not import another package of ours (${specifier})`] : []
}

function isPlugin(path: string): boolean {
  return /^packages\/(adapter|provider|storage)-/.test(path)
}

/** What is run by a person at a terminal: the one place that looks at the environment, for all libraries below. */
const program = 'packages/cli/src/cli.ts'

function wrongWords(path: string, code: string): readonly string[] {
  const rules: readonly (readonly [string, RegExp, string])[] = [
    ['packages/core/src/', vendorWords, 'core names a vendor'],
    ['packages/core/src/domain/', impureWords, 'time, ids and randomness come into the domain from outside'],
    ['packages/core/src/domain/', asynchronousWords, 'the domain does not wait'],
    [
      'packages/',
      /\bprocess\.env\b|\bprocess\[['"]env['"]\]|\bimport\.meta\.env\b/,
      'a library does not read the environment',
    ],
  ]
  return rules.flatMap(([under, word, reason]) => {
    const found = path.startsWith(under) && path !== program ? word.exec(code)?.[0] : undefined
    return found === undefined ? [] : [`${path}: ${reason} (${found})`]
  })
}
