import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pgliteStorage, type DurableStorage } from '../src/index.js'
import { lockFolder } from '../src/folder-lock.js'
import { startChild, type Child } from './support/child.js'
import { putEmptyTables } from './support/empty-database.js'
import { contact, entry, id, workspace } from './support/rows.js'

const writer = new URL('./support/pglite-writer.ts', import.meta.url)
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threadline-pglite-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const refusal = { code: 'storage.in_use', message: expect.stringContaining('only one process at a time') }

it('what was committed is there when the folder is opened again, and nothing of what was not', async () => {
  const before = pgliteStorage({ folder })
  await before.start()
  await before.transaction(workspace, (tx) => tx.contacts.save(contact(1, { name: 'Jane' })))
  const failing = before.transaction(workspace, async (tx) => {
    await tx.contacts.save(contact(2))
    throw new Error('undo')
  })
  await expect(failing).rejects.toThrow('undo')
  await expect(pgliteStorage({ folder }).start()).rejects.toMatchObject({
    ...refusal,
    message: expect.stringContaining(folder),
  })
  await before.stop()

  const after = pgliteStorage({ folder })
  await after.start()
  const found = await after.transaction(workspace, (tx) => tx.contacts.search('', 10))
  expect(found).toEqual([contact(1, { name: 'Jane' })])
  await after.stop()
  expect(await readdir(folder)).toEqual(['pgdata'])
}, 240_000)

it('while a process has the folder others are refused; when it is killed it loses nothing that it acknowledged, and holds nobody up', async () => {
  await putEmptyTables(folder)
  let acknowledged = 0
  for (let round = 0; round < 2; round += 1) {
    const child = startChild(writer, folder, `${acknowledged + 1}`)
    acknowledged = await lastOf(child, acknowledged + 200, () =>
      expect(pgliteStorage({ folder }).start()).rejects.toMatchObject(refusal),
    )
    const storage = pgliteStorage({ folder })
    await storage.start()
    acknowledged = await checkRows(storage, acknowledged)
    await storage.stop()
  }
  expect(acknowledged).toBeGreaterThanOrEqual(400)
}, 240_000)

describe('the lock', () => {
  const path = () => join(folder, 'threadline.lock')
  const leave = (holder: object) => writeFile(path(), JSON.stringify(holder))
  const own = async () => JSON.parse(await readFile(path(), 'utf8')) as Record<string, unknown>

  it('goes to one of many that come at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('of a dead process goes to one of many that come at once', async () => {
    const unlock = await lockFolder(folder)
    const holder = await own()
    await unlock()
    await leave({ ...holder, token: 'dead', began: 'before the last restart' })
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await readdir(folder)).toEqual(['threadline.lock'])
  })

  it('of a process that cannot be seen from here holds while it gives signs of life', async () => {
    await leave({ token: 'far', pid: 1, host: 'another-machine' })
    await expect(lockFolder(folder)).rejects.toMatchObject(refusal)
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(path(), longAgo, longAgo)
    const unlock = await lockFolder(folder)
    await unlock()
    expect(await readdir(folder)).toEqual([])
  })

  it('that cannot be read is taken over', async () => {
    await writeFile(path(), '')
    const unlock = await lockFolder(folder)
    await unlock()
  })

  it('is not taken away from whoever has it now', async () => {
    const unlock = await lockFolder(folder)
    await leave({ ...(await own()), token: 'theirs' })
    await unlock()
    expect(await own()).toMatchObject({ token: 'theirs' })
  })
})

/** Kills a writer once it has told of so many, and returns the last it told of. `atFirst` is done while it writes. */
async function lastOf(child: Child, enough: number, atFirst: () => Promise<void>): Promise<number> {
  let last = 0
  let killed: Promise<void> | undefined
  for await (const line of child.lines) {
    if (last === 0) await atFirst()
    last = Number(line)
    if (last >= enough) killed ??= child.kill()
  }
  await killed
  return last
}

/** Every acknowledged row is there, at most one more, and each with its outbox entry. Returns how many there are. */
async function checkRows(storage: DurableStorage, acknowledged: number): Promise<number> {
  const [found] = await storage.dataSource().query<{ contacts: number; pairs: number; last: string }[]>(
    `SELECT count(*)::int AS contacts, count(entry.id)::int AS pairs, max(contact.id) AS last
     FROM threadline.contacts AS contact LEFT JOIN threadline.outbox AS entry USING (workspace_id, id)`,
  )
  const contacts = found?.contacts ?? 0
  expect(acknowledged).toBeGreaterThan(0)
  expect([acknowledged, acknowledged + 1]).toContain(contacts)
  expect(found).toEqual({ contacts, pairs: contacts, last: id(contacts) })
  const head = await storage.transaction(workspace, (tx) => tx.outbox.head('chat:one'))
  expect(head).toEqual(entry(1))
  return contacts
}
