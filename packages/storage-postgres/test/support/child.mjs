// Imports a TypeScript module in a process of its own, with the aliases of the tests. What it does, it does on import.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const module = fileURLToPath(process.argv[2])
const core = fileURLToPath(new URL('../../../core/src/index.ts', import.meta.url))
await runnerImport(module, {
  logLevel: 'error',
  resolve: { alias: [{ find: '@threadline/core', replacement: core }] },
})
