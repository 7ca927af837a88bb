import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

describe('the README', () => {
  it('shows the code of the example that is type-checked', () => {
    expect(read('README.md')).toContain(`\`\`\`ts\n${read('examples/embed/src/main.ts')}\`\`\``)
  })
})

describe('“Writing a provider”', () => {
  it.each(['src/minimal-provider.ts', 'test/kit.test.ts'])('shows the code of %s, which is run', (file) => {
    const code = read(`examples/custom-provider/${file}`)
    expect(read('docs/writing-a-provider.md')).toContain(`\`\`\`ts\n${code}\`\`\``)
  })
})
