import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { ThreadlineError } from '@threadline/core'

/** Whoever holds the folder: a process, told apart from a later one with the same id. */
interface Holder {
  readonly token: string
  readonly pid: number
  readonly host: string
  /** When the process began, in whatever unit the system counts; absent where it does not say. */
  readonly began?: string
}

/** Milliseconds between two signs of life. */
const beatMs = 5_000
/** Milliseconds without a sign of life after which a process that cannot be seen from here is taken to be dead. */
const silenceMs = 30_000

/**
 * Locks a folder for this process and returns what unlocks it. The lock of a process that is dead is taken over.
 *
 * @throws ThreadlineError `storage.in_use` when a living process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, 'threadline.lock')
  const own: Holder = { token: randomUUID(), pid: process.pid, host: hostname(), began: await beganAt(process.pid) }
  await acquire(folder, path, own)
  const heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), beatMs)
  heart.unref()
  return async () => {
    clearInterval(heart)
    const holder = await holderOf(path)
    if (holder?.token === own.token) await rm(path, { force: true })
  }
}

async function acquire(folder: string, path: string, own: Holder): Promise<void> {
  if (await createFile(path, own)) return
  const holder = await holderOf(path)
  if (holder && (await isAlive(holder, path))) throw inUse(folder, path, holder)
  if (!(await takeOver(path, holder, own))) throw inUse(folder, path, await holderOf(path))
}

/** One process at a time takes over, and only the lock it has seen to be dead. */
async function takeOver(path: string, dead: Holder | undefined, own: Holder): Promise<boolean> {
  const guard = `${path}.takeover`
  if (!(await createFile(guard, own))) {
    if (Date.now() - (await touchedAt(guard)) < silenceMs) return false
    await rm(guard, { force: true })
    return takeOver(path, dead, own)
  }
  try {
    const now = await holderOf(path)
    if (now?.token !== dead?.token) return false
    await rename(await writeDraft(path, own), path)
    return true
  } finally {
    await rm(guard, { force: true })
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) return Date.now() - (await touchedAt(path)) < silenceMs
  if (!isRunning(holder.pid)) return false
  const began = await beganAt(holder.pid)
  return began === holder.began
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The 22nd field, in ticks since the machine began: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function beganAt(pid: number): Promise<string | undefined> {
  const [status, machine] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
  ])
  const ticks = status?.slice(status.lastIndexOf(')') + 2).split(' ')[19]
  return ticks && `${machine.trim()} ${ticks}`
}

async function createFile(path: string, holder: Holder): Promise<boolean> {
  const draft = await writeDraft(path, holder)
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** A lock appears whole or not at all: whoever reads it half-written would take it for a dead one. */
async function writeDraft(path: string, holder: Holder): Promise<string> {
  const draft = `${path}.${randomUUID()}`
  await writeFile(draft, JSON.stringify(holder))
  return draft
}

/** Absent when there is no lock, or one that a crash has left unfinished. */
async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

async function touchedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  return found?.mtimeMs ?? 0
}

function inUse(folder: string, path: string, holder: Holder | undefined): ThreadlineError {
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process'
  return new ThreadlineError(
    'storage.in_use',
    `The folder ${folder} is in use by ${who}, and only one process at a time can use it. Stop the desk there first, or use ` +
      `another folder. If you are sure that nothing uses it, delete ${path}.`,
  )
}
