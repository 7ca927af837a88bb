import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { forbidden, type ProviderCase } from './bench.js'
import { assertHoldsNone } from './leaks.js'

/** What a provider may import before its first use: core, and what comes with Node. */
const isLight = (specifier: string): boolean =>
  specifier.startsWith('node:') || specifier.startsWith('@threadline/core')

export const quietCases: readonly ProviderCase[] = [
  {
    name: 'making a provider calls nobody and says nothing',
    async run(bench) {
      bench.open()
      await new Promise((resolve) => setImmediate(resolve))
      assert.equal(bench.watch.connections(), 0)
      assert.deepEqual(bench.watch.said, [])
    },
  },
  {
    name: 'importing the package loads no SDK',
    async run({ descriptor }) {
      const heavy = importsBelow(descriptor.entry).filter((specifier) => !isLight(specifier))
      assert.deepEqual(heavy, [], 'load it at the first use: await import(…)')
    },
  },
  {
    name: 'a provider that is logged tells none of its secrets',
    async run({ descriptor, provider }) {
      assertHoldsNone(provider, forbidden(descriptor))
    },
  },
]

/** What a module imports from other packages as soon as it is loaded, by way of its own files too. */
function importsBelow(entry: URL, seen = new Set<string>()): readonly string[] {
  const file = [entry, new URL(entry.href.replace(/\.js$/, '.ts'))].find((candidate) => existsSync(candidate))
  assert.ok(file, `there is no ${entry.pathname}`)
  if (seen.has(file.href)) return []
  seen.add(file.href)
  return staticImports(readFileSync(file, 'utf8')).flatMap((specifier) =>
    specifier.startsWith('.') ? importsBelow(new URL(specifier, file), seen) : [specifier],
  )
}

/** `import type` and `export type` load nothing; `import(…)` waits until it is called. */
function staticImports(source: string): readonly string[] {
  const statement = /^\s*(?:import|export)\s+(?!type\b)(?:[^'"();]*?\sfrom\s*)?['"]([^'"]+)['"]/gm
  const imports = Array.from(source.matchAll(statement), ([, specifier = '']) => specifier)
  const required = /^\s*(?:const|let|var)\s[^=\n]+=\s*require\(\s*['"]([^'"]+)['"]/gm
  return [...imports, ...Array.from(source.matchAll(required), ([, specifier = '']) => specifier)]
}
