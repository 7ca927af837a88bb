import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

const namesIn = (folder: string): readonly string[] => readdirSync(join(root, folder))
const parents = ['packages', 'examples'].flatMap((parent) => namesIn(parent).map((name) => `${parent}/${name}`))

/** All that is written for people to read. */
const documents = ['.', 'docs', 'docs/decisions', ...parents].flatMap((folder) =>
  namesIn(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
)

const prose = (path: string): string => read(path).replaceAll(/```[^]*?```/g, '')

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(path: string): ReadonlySet<string> {
  const headings = prose(path).matchAll(/^#+ (.*)$/gm)
  return new Set(
    [...headings].map(([, words = '']) =>
      words
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(/\s/g, '-'),
    ),
  )
}

it('every link between documents leads somewhere', () => {
  expect(documents.length).toBeGreaterThan(40)
  const broken: string[] = []
  for (const path of documents) {
    for (const [, href = ''] of prose(path).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(href)) continue
      const [file, anchor] = href.split('#')
      const target = file ? join(dirname(path), file) : path
      const leads = existsSync(join(root, target)) && (anchor === undefined || anchorsOf(target).has(anchor))
      if (!leads) broken.push(`${path}: ${href}`)
    }
  }
  expect(broken).toEqual([])
})

it('every script that is named is there, and nobody is sent to a package that is not ours', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
  const wrong: string[] = []
  for (const path of documents) {
    for (const [words, name = ''] of read(path).matchAll(/npm run ([\w:-]+)/g))
      if (!(name in scripts)) wrong.push(`${path}: ${words}`)
    // Where the repository has no program of that name yet, npx fetches whatever the registry has under it.
    for (const [words] of read(path).matchAll(/npx threadline\b/g)) wrong.push(`${path}: ${words}`)
  }
  expect(wrong).toEqual([])
})

it('every snippet is right about the names and types that it uses', async () => {
  const parent = join(root, 'node_modules/.cache/threadline')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(join(parent, 'snippets-'))
  try {
    let count = 0
    for (const path of documents) {
      const snippets = [...read(path).matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code = '']) => code)
      for (const [at, code] of snippets.entries()) {
        // A file of the examples, which is compiled there.
        if (/from '\.\.?\//.test(code)) continue
        const name = `${path.replaceAll(/\W/g, '-')}-${at + 1}.ts`
        await writeFile(join(folder, name), `${code}\nexport {}\n`)
        count += 1
      }
    }
    expect(count).toBeGreaterThan(20)
    await writeFile(join(folder, 'around.ts'), around)
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), ...settings(root) }),
    )
    const compile = run(process.execPath, [tsc, '-p', folder], { cwd: root })
    const { stdout } = await compile.catch((error: unknown) => error as { readonly stdout: string })
    const complaints = stdout.split('\n').filter((line) => line.includes('/snippets-') && !maybeAbsent.test(line))
    expect(complaints).toEqual([])
  } finally {
    await rm(folder, { recursive: true })
  }
}, 120_000)

const tsc = join(root, 'node_modules/typescript/bin/tsc')

/** A snippet need not look whether what it asks for is there. */
const maybeAbsent = /error TS(2532|18048):/

const settings = (rootDir: string) => ({
  compilerOptions: { rootDir, verbatimModuleSyntax: false },
  include: ['*.ts'],
})

/** What a reader has already when they come to a snippet. */
const around = `
import type { ChatAdapter, SmsProvider, Threadline, ThreadlineOptions } from '@threadline/core'
import type { Sandbox } from '@threadline/sandbox'
import type { expect as expectFunction } from 'vitest'
declare global {
  const threadline: Threadline
  const chat: ChatAdapter
  const twilio: SmsProvider
  const sandbox: Sandbox
  const yours: Omit<ThreadlineOptions, 'storage'>
  const expect: typeof expectFunction
  const conversationId: string
  const url: string
  const workspace_id: string
  const workspaces: readonly string[]
  function optionsOf(workspaceId: string): ThreadlineOptions
  const since: Date
  const pager: { page(title: string, text: string): void }
  const dataSource: import('typeorm').DataSource
  const DataSource: typeof import('typeorm').DataSource
  class Invoice {}
}
export {}
`
