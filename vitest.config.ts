import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url))

/** Files that start processes, servers or browsers, or put hooks into modules: each has a process of its own. */
const alone = [
  'packages/provider-vonage/test/debug.test.ts',
  // The kit of providers sees every connection of its process.
  'packages/provider-*/test/kit.test.ts',
  'packages/core/test/testing/provider-faults.test.ts',
  'packages/storage-postgres/test/**/*.test.ts',
  'examples/*/test/**/*.test.ts',
  'test/*.test.ts',
  'test/{bench,browser,chaos,replicas,simulate}/**/*.test.ts',
]

/** All others share what they import: loading the SDKs anew for each file took most of the time. */
const together = ['packages/*/test/**/*.test.ts', 'test/*/**/*.test.ts']

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
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        test: { name: 'together', include: together, exclude: [...configDefaults.exclude, ...alone], isolate: false },
      },
    ],
    testTimeout: 60_000,
    // Much of it waits for servers and processes; by default two cores would run one file at a time.
    maxWorkers: 3,
    // A database server that starts on a busy machine takes its time.
    hookTimeout: 60_000,
  },
})
