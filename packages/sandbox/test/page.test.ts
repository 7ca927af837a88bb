import { expect, it } from 'vitest'
import { startSandbox } from '../src/index.js'
import { pageFiles } from '../src/page/index.js'

it('is small, and loads nothing from elsewhere', async () => {
  const sizes = [...pageFiles.values()].map(({ content }) => Buffer.byteLength(content))
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
  for (const { content } of pageFiles.values()) {
    expect(content).not.toMatch(/(src|href)="(https?:)?\/\/|@import|innerHTML|insertAdjacentHTML|document\.write/)
  }
  const sandbox = await startSandbox()
  const answer = await fetch(sandbox.url)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  await sandbox.stop()
})

it('names every field', () => {
  const html = pageFiles.get('/')?.content ?? ''
  const ids = [...html.matchAll(/<(?:input|select|textarea)[^>]*?id="([^"]+)"/g)].map(([, id]) => id)
  const unnamed = ids.filter((id) => !html.includes(`for="${id}"`) && !html.includes(`id="${id}"> `))
  expect(ids.length).toBeGreaterThan(8)
  expect(unnamed).toEqual([])
})
