import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { violationsOf } from './architecture/laws.js'
import { codeOf, importsOf, type SourceTree } from './architecture/source-tree.js'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

describe('the house as it stands', () => {
  const tree = readSources()

  it('is read whole', () => {
    expect([...tree.keys()]).toContain('packages/core/src/index.ts')
    expect([...tree.values()].flatMap(importsOf).length).toBeGreaterThan(20)
  })

  it('keeps every law of the architecture', () => {
    expect(violationsOf(tree)).toEqual([])
  })
})

interface BrokenLaw {
  readonly outcome: string
  readonly sources: Readonly<Record<string, string>>
  readonly violation: string
}

const core = 'packages/core/src'
const brokenLaws: readonly BrokenLaw[] = [
  {
    outcome: 'two modules that import each other',
    sources: {
      [`${core}/domain/a.ts`]: `import { b } from './b.js'`,
      [`${core}/domain/b.ts`]: `export { a } from './a.js'`,
    },
    violation: `import cycle: ${core}/domain/a.ts -> ${core}/domain/b.ts -> ${core}/domain/a.ts`,
  },
  {
    outcome: 'a cycle of types only, over three lines',
    sources: {
      [`${core}/ports/a.ts`]: `import type {\n  B,\n} from './b.js'`,
      [`${core}/ports/b.ts`]: `export type A = import('./a.js').A`,
    },
    violation: `import cycle: ${core}/ports/a.ts -> ${core}/ports/b.ts -> ${core}/ports/a.ts`,
  },
  {
    outcome: 'a cycle through the own package name',
    sources: {
      [`${core}/index.ts`]: `export * from './errors.js'`,
      [`${core}/errors.ts`]: `import '@threadline/core'`,
    },
    violation: `import cycle: ${core}/index.ts -> ${core}/errors.ts -> ${core}/index.ts`,
  },
  {
    outcome: 'a domain that knows a port',
    sources: { [`${core}/domain/a.ts`]: `import type { Clock } from '../ports/clock.js'` },
    violation: `${core}/domain/a.ts: domain may not import ports (../ports/clock.js)`,
  },
  {
    outcome: 'a flow that reaches for the hands',
    sources: { [`${core}/flows/a.ts`]: `const hands = await import('../effects/dispatcher.js')` },
    violation: `${core}/flows/a.ts: flows may not import effects (../effects/dispatcher.js)`,
  },
  {
    outcome: 'a room that imports the bridge',
    sources: { [`${core}/webhooks/a.ts`]: `import { createThreadline } from '../create-threadline.js'` },
    violation: `${core}/webhooks/a.ts: webhooks may not import bridge (../create-threadline.js)`,
  },
  {
    outcome: 'a room that nobody has placed',
    sources: { [`${core}/cellar/a.ts`]: `import { b } from '../domain/b.js'` },
    violation: `${core}/cellar/a.ts: 'cellar' is no known room: give it a row in the table of laws`,
  },
  {
    outcome: 'a core that calls anybody by itself',
    sources: { [`${core}/index.ts`]: `export { exchange } from './http/exchange.js'` },
    violation: `${core}/index.ts: bridge may not import http (./http/exchange.js)`,
  },
  {
    outcome: 'core on top of a plugin',
    sources: { [`${core}/memory/a.ts`]: `import { sandbox } from '@threadline/sandbox'` },
    violation: `${core}/memory/a.ts: memory may not import another package (@threadline/sandbox)`,
  },
  {
    outcome: 'a plugin on top of another',
    sources: { 'packages/provider-a/src/index.ts': `import { b } from '@threadline/provider-b'` },
    violation:
      'packages/provider-a/src/index.ts: a plugin may not import another package of ours (@threadline/provider-b)',
  },
  {
    outcome: 'a plugin inside core',
    sources: { 'packages/adapter-a/src/index.ts': `import { merge } from '@threadline/core/domain'` },
    violation: 'packages/adapter-a/src/index.ts: reaches into core (@threadline/core/domain)',
  },
  {
    outcome: 'a path that leaves its package',
    sources: { 'packages/sandbox/src/a.ts': `export { b } from '../../core/src/errors.js'` },
    violation: 'packages/sandbox/src/a.ts: leaves its package (../../core/src/errors.js)',
  },
  {
    outcome: 'a vendor named in core',
    sources: { [`${core}/flows/a.ts`]: `const channel = 'Slack'` },
    violation: `${core}/flows/a.ts: core names a vendor (Slack)`,
  },
  ...['Date.now', 'new Date()', 'Math.random', 'randomUUID'].map((word) => ({
    outcome: `${word} in the domain`,
    sources: { [`${core}/domain/a.ts`]: `export const value = ${word}` },
    violation: `${core}/domain/a.ts: time, ids and randomness come into the domain from outside (${word})`,
  })),
  {
    outcome: 'a domain that waits',
    sources: { [`${core}/domain/a.ts`]: `export const later = async () => 1` },
    violation: `${core}/domain/a.ts: the domain does not wait (async)`,
  },
  {
    outcome: 'a library that reads the environment',
    sources: { 'packages/cli/src/a.ts': 'const token = process.env.TOKEN' },
    violation: 'packages/cli/src/a.ts: a library does not read the environment (process.env)',
  },
]

describe('a law that is broken', () => {
  it.each(brokenLaws)('is seen: $outcome', ({ sources, violation }) => {
    expect(violationsOf(new Map(Object.entries(sources)))).toContain(violation)
  })

  it('is not seen in comments, nor in what the laws allow', () => {
    const sources = {
      [`${core}/index.ts`]: `export * from './domain/a.js'\nexport * from './errors.js'\nimport './effects/b.js'`,
      [`${core}/errors.ts`]: '',
      [`${core}/domain/a.ts`]: `/* Slack: import x from '../flows/a.js' */\n// Date.now()\nexport const at = new Date(0)`,
      [`${core}/effects/b.ts`]: `import { a } from '../flows/a.js'\nexport const url = 'https://example.com//x'`,
      [`${core}/flows/a.ts`]: `import { a } from '../domain/a.js'\nexport const now = Date.now()`,
      'packages/provider-a/src/index.ts': `import { fakeClock } from '@threadline/core/testing'\nimport twilio from 'twilio'`,
    }
    expect(violationsOf(new Map(Object.entries(sources)))).toEqual([])
  })
})

describe('reading a source', () => {
  it('finds every form of import', () => {
    const source = `import a from './a.js'\nimport { b,\n  c } from "./b.js"; import './d.js'\nexport * as e from './e.js'
      export type { F } from './f.js'\ntype G = import('./g.js').G\nconst { h } = await import('./h.js')`
    expect([...importsOf(source)].sort()).toEqual(['a', 'b', 'd', 'e', 'f', 'g', 'h'].map((name) => `./${name}.js`))
  })

  it('passes over the source of another program in a template', () => {
    expect(importsOf("import a from './a.js'\nexport const script = String.raw`\nimport b from './b.js'\n`")).toEqual([
      './a.js',
    ])
  })

  it('leaves addresses in strings alone', () => {
    expect(codeOf(`const url = 'https://example.com' // why`).trim()).toBe(`const url = 'https://example.com'`)
  })
})

function readSources(): SourceTree {
  const packages = readdirSync(join(repository, 'packages')).map((name) => join(repository, 'packages', name, 'src'))
  return new Map(packages.flatMap(filesBelow).map((file) => [toPath(file), readFileSync(file, 'utf8')]))
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
}

function toPath(file: string): string {
  return relative(repository, file).split(sep).join('/')
}
