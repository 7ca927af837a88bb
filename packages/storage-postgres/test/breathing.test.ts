import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pgliteStorage } from '../src/index.js'

const count = 50

describe('a burst of transactions on PGlite', () => {
  const storage = pgliteStorage()
  beforeAll(() => storage.start())
  afterAll(() => storage.stop())

  it('lets calls and webhooks go on in between, though all of its work is done in this process', async () => {
    let isOver = false
    let turns = 0
    const takeTurn = () => {
      turns += 1
      if (!isOver) setImmediate(takeTurn)
    }
    setImmediate(takeTurn)
    await Promise.all(
      Array.from({ length: count }, (_, index) =>
        storage.transaction('T1', ({ claims }) => claims.claim(`key-${index}`, 'subject', new Date())),
      ),
    )
    isOver = true
    expect(turns).toBeGreaterThanOrEqual(count)
  })
})
