import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { putEmptyDatabase } from '../../packages/storage-postgres/test/support/empty-database.js'
import { promisify } from 'node:util'
import { buildDesk, readDeskSettings, type BuiltDesk } from '@threadline/cli'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

/** A process that starts a database takes its time on a busy machine. */
const longestMs = 180_000

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-line-'))
  await putEmptyDatabase(join(folder, 'kept'))
  // What a person runs is the built program, in a process of its own.
  await run(process.execPath, ['scripts/build.mjs'], { cwd: root })
}, longestMs)
afterAll(() => rm(folder, { recursive: true }))

const secrets = ['xoxb-secret', 'signing-secret', 'twilio-secret']
const environment = () => ({
  SLACK_BOT_TOKEN: 'xoxb-secret',
  SLACK_SIGNING_SECRET: 'signing-secret',
  SLACK_TEAM_ID: 'T0123456789',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'twilio-secret',
  TWILIO_NUMBER: '+14155550100',
  PUBLIC_URL: 'https://sms.example.com',
  THREADLINE_FOLDER: join(folder, 'kept'),
})

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function threadline(...words: readonly string[]): Promise<Ended> {
  const ended = await new Promise<Ended>((resolve) => {
    const program = join(root, 'packages/cli/dist/cli.js')
    const child = execFile(
      process.execPath,
      [program, ...words],
      { cwd: folder, env: environment() },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    )
  })
  for (const secret of secrets) expect(ended.stdout + ended.stderr).not.toContain(secret)
  return ended
}

async function withDesk(work: (desk: BuiltDesk) => Promise<void>): Promise<void> {
  const settings = readDeskSettings(environment())
  if (settings.mode !== 'real') throw new Error('The settings should have been real.')
  const desk = await buildDesk(settings)
  try {
    await work(desk)
  } finally {
    await desk.close()
  }
}

const people = [
  '\uFEFFName;Mobile;Time zone;Notes;Tags',
  'Jane Doe;(415) 555-0123;America/Chicago;"Rings',
  'twice";VIP, class of 30',
  'Nobody;12;;;',
  'Roe;415 555 0124;;;;too many',
  'Jane again;+14155550123;;;',
]

it(
  'A16: a list is taken in, told of row by row, and taken in again without harm; the consent log is written out',
  async () => {
    await writeFile(join(folder, 'people.csv'), people.join('\r\n'))
    const dry = await threadline('contacts', 'import', 'people.csv', '--dry-run')
    expect(dry.stdout).toContain(
      'It would be: 1 added, 0 changed, 0 as they were, 3 refused.\nTags: “vip” for 1, “class of 30” for 1.',
    )
    const first = await threadline('contacts', 'import', 'people.csv', '--report', 'refused.csv')
    expect(first).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('1 added, 0 changed, 0 as they were, 3 refused.') as string,
    })
    expect(first.stderr + first.stdout).not.toMatch(/Jane|Nobody|Roe|555/)
    expect(await readFile(join(folder, 'refused.csv'), 'utf8')).toBe(
      [
        '\uFEFFline,problem,Name,Mobile,Time zone,Notes,Tags',
        '4,That number is too short for the US.,Nobody,12,,,',
        '5,There are more cells than columns: a cell with a comma in it belongs in quotation marks.,Roe,415 555 0124,,,,too many',
        '6,"Line 2 has the same number, and that one counts.",Jane again,+14155550123,,,',
        '',
      ].join('\r\n'),
    )
    expect((await stat(join(folder, 'refused.csv'))).mode & 0o077).toBe(0)

    await withDesk(async ({ threadline: desk }) => {
      expect(await desk.contacts.list()).toMatchObject([
        {
          name: 'Jane Doe',
          address: '+14155550123',
          zone: 'America/Chicago',
          note: 'Rings\ntwice',
          tags: ['vip', 'class of 30'],
        },
      ])
      await desk.contacts.optOut({ number: '+14155550123' }, '=asked("on the phone")')
      const meanwhile = await threadline('contacts', 'import', 'people.csv')
      expect(meanwhile).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('Stop the desk there first') as string,
      })
    })
    const exported = await threadline('consent', 'export', '--since', '2020-01-01')
    expect(exported).toMatchObject({ code: 0, stderr: '1 entry.\n' })
    expect(exported.stdout.split('\r\n')).toEqual([
      'at,number,change,text,matcher,actor,contact,id',
      expect.stringMatching(
        /^\d{4}-[^,]+,\+14155550123,opted-out,"'=asked\(""on the phone""\)",person,host,/,
      ) as string,
      '',
    ])
    const back = await threadline('migrate', '--to', '1')
    expect(back).toMatchObject({ code: 1, stderr: expect.stringContaining('Add --take-back') as string })
    const again = await threadline('contacts', 'import', 'people.csv', '--dry-run', '--map', 'phone=Mobile')
    expect(again.stdout).toContain('Nothing was stored. It would be: 0 added, 0 changed, 1 as they were, 3 refused.')
  },
  longestMs,
)

it(
  'what cannot be run ends with 1 and a sentence',
  async () => {
    const sentences = await Promise.all([
      threadline('contacts', 'import', 'nowhere.csv'),
      threadline('contacts', 'import', 'people.csv', '--report', 'people.csv'),
      threadline('contacts', 'import', 'people.csv', '--dryrun'),
      threadline('fly'),
      threadline('doctor', '--verbose'),
      threadline('manifest', '--url', 'nowhere'),
    ])
    expect(sentences.map(({ code }) => code)).toEqual([1, 1, 1, 1, 1, 1])
    expect(sentences.map(({ stderr }) => stderr.split('\n')[0])).toEqual([
      'There is no such file or folder: nowhere.csv',
      'The report would overwrite the list. Give it another name.',
      expect.stringContaining('--dryrun'),
      'There is no such command.',
      expect.stringContaining('--verbose'),
      expect.stringContaining('must be an absolute http or https URL'),
    ])
  },
  longestMs,
)
