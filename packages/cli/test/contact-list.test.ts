import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openContactList, type ListedContact } from '../src/contacts/contact-list.js'
import type { ColumnField } from '@threadline/core'
import { createProgress } from '../src/progress.js'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'contact-list-'))))
afterAll(() => rm(folder, { recursive: true }))

async function read(text: string, chosen: Partial<Record<ColumnField, string>> = {}) {
  const path = join(folder, 'people.csv')
  await writeFile(path, text)
  const { rows } = await openContactList(path, chosen)
  return (await Readable.from(rows).toArray()) as ListedContact[]
}

describe('the columns of a list', () => {
  it.each([
    ['phone,name,zone,note', ['1', 'Jane', 'UTC', 'x']],
    ['Mobile Phone;Display Name;Time Zone;Notes', ['1', 'Jane', 'UTC', 'x']],
    ['"Phone 1 - Value",Full name,TIME_ZONE,Comments', ['1', 'Jane', 'UTC', 'x']],
    ['Teléfono,Nombre,tz,Notas', ['1', 'Jane', 'UTC', 'x']],
    ['Vorname;Nachname;Handy;Zeitzone', ['Jane', '', '1', 'UTC']],
  ])('are known as %s', async (header, cells) => {
    const delimiter = header.includes(';') ? ';' : ','
    const [row] = await read(`${header}\n${cells.join(delimiter)}\n`)
    expect(row).toMatchObject({ line: 2, number: '1', name: 'Jane', zone: 'UTC' })
  })

  it('hold several tags in one cell, whatever stands between them', async () => {
    const rows = await read('phone,Labels\n1,"VIP; class of 30, a ::: b|c"\n2,\n')
    expect(rows.map(({ tags }) => tags)).toEqual([['VIP', 'class of 30', 'a', 'b', 'c'], []])
  })

  it('can be said outright, and a name can come in two', async () => {
    const rows = await read('A,B,First name,Last name\n1,2,Jane,Doe\n', { phone: 'b' })
    expect(rows).toMatchObject([{ number: '2', name: 'Jane Doe' }])
  })

  it.each([
    ['name,note\nJane,x\n', {}, '--map phone="Its name"'],
    ['phone,mobile\n1,2\n', {}, 'The columns “phone” and “mobile” may both be the phone.'],
    ['phone\n1\n', { name: 'Who' }, 'There is no column “Who”'],
    ['+14155550123,Jane\n', {}, 'No column is called phone'],
    ['', {}, 'The file is empty.'],
  ])('are asked for when they cannot be told: %j', async (text, chosen, sentence) => {
    const error: unknown = await read(text, chosen).catch((thrown: unknown) => thrown)
    expect(String(error)).toContain(sentence)
    expect(String(error)).not.toContain('Jane')
  })
})

it('a row with more cells than columns is no contact, and a guarded cell is what it was', async () => {
  const rows = await read(`phone,name\n1,Doe, Jane\n'+1,'=x,\n`)
  expect(rows.map(({ misshapen }) => misshapen !== undefined)).toEqual([true, false])
  expect(rows[1]).toMatchObject({ number: '+1', name: '=x' })
})

it('says how much of it has been taken out', async () => {
  const path = join(folder, 'people.csv')
  await writeFile(path, `phone,name\n${'4155550123,Jané Doe\n'.repeat(99)}`)
  const list = await openContactList(path, {})
  const shares: number[] = []
  for await (const _row of list.rows) shares.push(Math.round(list.progress() * 100))
  expect([shares[0], shares[49], shares[98]]).toEqual([2, 51, 100])
})

it.each([
  [true, '\r████████████░░░░░░░░░░░░  50 %  20,000 rows\r\u001b[K'],
  [false, '50 %, 20,000 rows\n'],
])('progress on a terminal (%s) is a bar, and a plain line elsewhere', (isTTY, shown) => {
  const stderr = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY })
  const progress = createProgress({ env: {}, stdout: stderr, stderr }, 'rows', () => 0)
  progress.show(0.5, 20_000)
  progress.show(0.5, 20_001)
  progress.end()
  expect(stderr.read()).toBe(shown)
})
