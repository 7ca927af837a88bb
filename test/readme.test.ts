import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe('the README', () => {
  it('shows the code of the example that is type-checked', () => {
    expect(read('README.md')).toContain(`\`\`\`ts\n${read('examples/embed/src/main.ts')}\`\`\``)
  })
})
