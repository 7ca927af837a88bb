import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { Carrier } from '../carrier/index.js'
import type { SlackWorkspace } from '../slack/index.js'

/** What a sandbox keeps over a restart. */
export interface SandboxRecord {
  readonly version: 1
  readonly slack: ReturnType<SlackWorkspace['record']>
  readonly carrier: ReturnType<Carrier['record']>
}

/** The file of a sandbox, in a folder. */
export interface SandboxFile {
  /** What was written last, if anything was. */
  read(): Promise<SandboxRecord | undefined>
  /** Replaces it as a whole: whoever dies meanwhile leaves the one before. */
  write(record: SandboxRecord): Promise<void>
}

/** Makes the file's reader and writer; the folder is made with the first writing. */
export function sandboxFile(folder: string): SandboxFile {
  const path = join(folder, 'sandbox.bin')
  return {
    async read() {
      const bytes = await readFile(path).catch(nothingThere)
      return bytes && parse(bytes, path)
    },
    async write(record) {
      await mkdir(folder, { recursive: true })
      await writeFile(`${path}.new`, serialize(record))
      await rename(`${path}.new`, path)
    },
  }
}

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function parse(bytes: Buffer, path: string): SandboxRecord {
  const record = unpacked(bytes)
  if (isRecord(record)) return record
  throw new Error(`${path} is not what a sandbox of this version wrote. Delete it to begin anew.`)
}

function unpacked(bytes: Buffer): unknown {
  try {
    return deserialize(bytes)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is SandboxRecord {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1
}
