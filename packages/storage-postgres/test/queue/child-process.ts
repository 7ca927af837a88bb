import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

export interface TestProcess {
  /** Resolves when it has printed this line. */
  printed(line: string): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** Runs a TypeScript file of this folder in a process of its own. */
export async function startProcess(file: string, ...args: readonly string[]): Promise<TestProcess> {
  const code = await bundle(fileURLToPath(new URL(file, import.meta.url)))
  const child = spawn(process.execPath, ['--input-type=module', '-', ...args], {
    cwd: packageFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(code)
  const lines = watchLines(child)
  return {
    printed: (line) => lines(line),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      child.kill('SIGKILL')
      await exit
    },
  }
}

async function bundle(entry: string): Promise<string> {
  const source = (name: string) => fileURLToPath(new URL(`../../../${name}/src/index.ts`, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: { '@threadline/core': source('core') },
  })
  return outputFiles[0]?.text ?? ''
}

function watchLines(child: ChildProcess & { readonly stdout: NodeJS.ReadableStream }): (line: string) => Promise<void> {
  const seen = new Set<string>()
  const waiting = new Map<string, () => void>()
  createInterface(child.stdout).on('line', (line) => {
    seen.add(line)
    waiting.get(line)?.()
  })
  return (line) =>
    seen.has(line) ? Promise.resolve() : new Promise((resolve) => waiting.set(line, () => resolve(undefined)))
}
