import { parseArgs } from 'node:util'
import { openUpkeep, postgresQueue, type DatabaseUpkeep } from '@threadline/storage-postgres'
import { misused } from '../misused.js'
import { readKeeping, type KeepingSettings } from '../settings/settings.js'
import { print, type Terminal } from '../terminal.js'
import type { Command } from './command.js'

const help = `Brings the tables to this version. A desk does so itself when it starts, unless its role may not.

  --status     says which steps were taken and which are missing, and changes nothing
  --to STEP    to that step: its name, or its number in --status
  --take-back  needed when --to lies behind: what the later steps keep is lost

Exit codes: 0 done, 1 it could not run; with --status 2 when steps are missing.`

/** `threadline migrate` */
export const migrate: Command = {
  name: 'migrate',
  usage: '[--status] [--to STEP [--take-back]]',
  summary: 'brings the tables to this version',
  help,
  async run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: {
        status: { type: 'boolean', default: false },
        to: { type: 'string' },
        'take-back': { type: 'boolean', default: false },
      },
    })
    const keeping = readKeeping(terminal.env)
    const database = await openUpkeep(keeping.type === 'folder' ? { folder: keeping.folder } : { url: keeping.url })
    try {
      if (values.status) return await showStatus(database, terminal)
      await move(database, terminal, values.to, values['take-back'])
    } finally {
      await database.close()
    }
    if (values.to === undefined) await prepareQueue(keeping)
    return 0
  },
}

async function showStatus(database: DatabaseUpkeep, terminal: Terminal): Promise<number> {
  const { missing, taken } = await database.steps()
  for (const [at, step] of [...taken, ...missing].entries())
    print(terminal, `${at < taken.length ? '✓' : '–'} ${String(at + 1).padStart(2)} ${step}`)
  return missing.length > 0 ? 2 : 0
}

async function move(
  database: DatabaseUpkeep,
  terminal: Terminal,
  to: string | undefined,
  mayTakeBack: boolean,
): Promise<void> {
  const before = await database.steps()
  const all = [...before.taken, ...before.missing]
  const wanted = to === undefined ? all.length : placeOf(to, all)
  if (wanted < before.taken.length && !mayTakeBack) {
    const lost = before.taken.slice(wanted).join(', ')
    throw misused(`That takes back ${lost}, and what they keep is lost. Add --take-back to do it all the same.`)
  }
  await database.migrate(wanted)
  const after = await database.steps()
  for (const step of after.taken.slice(before.taken.length)) print(terminal, `✓ ${step}`)
  for (const step of before.taken.slice(after.taken.length).reverse()) print(terminal, `taken back: ${step}`)
  print(terminal, `${after.taken.length} of ${all.length} steps taken.`)
}

function placeOf(step: string, all: readonly string[]): number {
  const at = /^\d{1,3}$/.test(step) ? Number(step) : all.indexOf(step) + 1
  if (at >= 1 && at <= all.length) return at
  throw misused(`There is no step “${step}”: threadline migrate --status lists them.`)
}

/** The queue has tables of its own. */
async function prepareQueue(keeping: KeepingSettings): Promise<void> {
  if (keeping.type === 'folder') return
  const queue = postgresQueue({ url: keeping.url, name: 'migrate' })
  try {
    await queue.ready()
  } finally {
    await queue.stop()
  }
}
