import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { messagebirdProvider } from '../src/index.js'
import { birdOptions, classicOptions } from './support/fixtures.js'

it('no SDK is loaded by the import of the package, nor by its factory', () => {
  messagebirdProvider(classicOptions())
  messagebirdProvider(birdOptions())
  const loaded = Object.keys(createRequire(import.meta.url).cache)
  expect(
    loaded.filter((path) => /node_modules\/(messagebird|@messagebird|standardwebhooks|jose)\//.test(path)),
  ).toEqual([])
})
