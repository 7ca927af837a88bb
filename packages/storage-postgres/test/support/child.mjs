// Imports a TypeScript module in a process of its own, with the aliases of the tests. What it does, it does on import.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const module = fileURLToPath(process.argv[2])
const core = (path) => fileURLToPath(new URL(`../../../core/src/${path}`, import.meta.url))
const alias = [
  { find: '@threadline/core/memory', replacement: core('memory/index.ts') },
  { find: /^@threadline\/core$/, replacement: core('index.ts') },
]
await runnerImport(module, {
  logLevel: 'error',
  resolve: { alias },
})
