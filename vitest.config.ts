import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: '@threadline/core/http', replacement: source('core/src/http/index.ts') },
      { find: '@threadline/core/memory', replacement: source('core/src/memory/index.ts') },
      { find: '@threadline/core/testing', replacement: source('core/src/testing/index.ts') },
      { find: /^@threadline\/([a-z-]+)$/, replacement: source('$1/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'examples/*/test/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
    // Much of it waits for servers and processes; by default two cores would run one file at a time.
    maxWorkers: 3,
    // A database server that starts on a busy machine takes its time.
    hookTimeout: 60_000,
  },
})
