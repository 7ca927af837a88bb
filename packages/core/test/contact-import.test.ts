import { beforeEach, describe, expect, it } from 'vitest'
import type { Contact, ContactImportOptions, ContactRow, HostEvents } from '@threadline/core'
import { fc } from './support/fast-check.js'
import { shownHead } from './support/heads.js'
import { customer, openDesk, type Desk } from './support/desk.js'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
})

const second = '+14155550124'
const jane: ContactRow = { number: '(415) 555-0123', name: 'Jane Doe', zone: 'America/Chicago', note: 'VIP' }

async function importInto(one: Desk, rows: readonly ContactRow[], options: ContactImportOptions = {}) {
  const results: string[] = []
  const summary = await one.threadline.contacts.import(rows, {
    ...options,
    onRow: (result) =>
      void results.push(result.type === 'refused' ? `${result.field}: ${result.sentence}` : result.type),
  })
  await one.settle()
  return { results, summary }
}

const take = (rows: readonly ContactRow[], options?: ContactImportOptions) => importInto(desk, rows, options)
const all = async (): Promise<readonly Contact[]> => desk.threadline.contacts.list()
const numbered = (count: number): readonly ContactRow[] =>
  Array.from({ length: count }, (_, at) => ({ number: `+1415555${String(1000 + at)}`, name: `Contact ${at}` }))

describe('a list of contacts', () => {
  it('adds whoever is new, changes what it says otherwise, and leaves the rest', async () => {
    await desk.text('Hi')
    await desk.threadline.contacts.add({ number: second, name: 'Roe', note: 'Ring twice' })
    const rows = [jane, { number: second, name: 'Roe', note: '' }, { number: '020 7946 0958', name: 'Kim' }]
    const { results } = await take(rows)
    expect(results).toEqual(['changed', 'unchanged', 'number: That number is too long for the US.'])
    expect(await all()).toMatchObject(
      [
        { ...jane, number: undefined },
        { name: 'Roe', note: 'Ring twice' },
      ].map(without),
    )
    expect(shownHead(desk).contact.name).toBe('Jane Doe')
    expect((await take(rows, { country: 'GB' })).results.at(-1)).toBe('added')
  })

  it.each<readonly [string, readonly ContactRow[], string]>([
    ['a row without a number', [{ name: 'x' }], 'number: There is no phone number in this row.'],
    ['words for a number', [{ number: 'ask Bob' }], 'number: That is not a phone number.'],
    [
      'a name that is too long',
      [{ number: second, name: 'x'.repeat(121) }],
      'name: A name has at most 120 characters.',
    ],
    [
      'a note that is too long',
      [{ number: second, note: 'x'.repeat(3_001) }],
      'note: A note has at most 3000 characters.',
    ],
    [
      'a zone that is none',
      [{ number: second, zone: 'Mars' }],
      'zone: There is no such time zone. One is called America/Chicago, for instance.',
    ],
    [
      'a number for the second time',
      [
        { line: 7, number: second },
        { line: 8, number: '415 555 0124', name: 'x' },
      ],
      'number: Line 7 has the same number, and that one counts.',
    ],
  ])('refuses %s, and says why without repeating it', async (_what, rows, sentence) => {
    expect((await take(rows)).results.at(-1)).toBe(sentence)
  })

  it('adds tags to those that are there, says which are new, and refuses more than there can be', async () => {
    const { contacts } = desk.threadline
    await contacts.add({ number: customer, name: 'Jane', tags: ['vip'] })
    const told: (readonly string[])[] = []
    const onRow: ContactImportOptions['onRow'] = (result) =>
      void told.push(result.type === 'refused' ? [result.field] : result.newTags)
    const rows = [
      { number: customer, tags: ['Class of 30', '#VIP'] },
      { number: second, tags: ['class of 30'] },
    ]
    for (const dryRun of [true, false, false]) await contacts.import(rows, { dryRun, onRow })
    expect(told).toEqual([['class of 30'], ['class of 30'], ['class of 30'], ['class of 30'], [], []])
    const many = Array.from({ length: 19 }, (_, n) => `tag ${n}`)
    expect((await take([{ number: customer, tags: many }])).results).toEqual([
      'tags: Together with theirs that is too many. There are at most 20 tags.',
    ])
    expect((await contacts.find({ number: customer }))?.tags).toEqual(['vip', 'class of 30'])
  })

  it('leaves private, blocked, opted out and merged contacts what they are', async () => {
    const { contacts } = desk.threadline
    await contacts.add({ number: customer, name: 'Jane', privateTo: 'U2' })
    await contacts.block({ number: customer })
    await contacts.optOut({ number: customer })
    const other = await contacts.add({ number: second, name: 'Office', privateTo: 'U2' })
    await contacts.merge({ number: second }, { number: customer })
    const rows = [jane, { number: second, name: 'Office', note: 'Reception' }]
    expect((await take(rows)).results).toEqual(['changed', 'changed'])
    expect(await contacts.find({ number: customer })).toMatchObject({
      name: 'Jane Doe',
      privateTo: 'U2',
      consent: 'opted-out',
    })
    expect((await contacts.find({ number: customer }))?.blockedAt).toBeInstanceOf(Date)
    expect(await contacts.find({ contactId: other.id })).toMatchObject({ name: 'Jane Doe', note: 'Reception' })
    expect((await take(rows)).results).toEqual(['unchanged', 'unchanged'])
  })

  it('never opens the line to somebody who opted out and was erased', async () => {
    await desk.text('STOP')
    await desk.threadline.contacts.erase({ number: customer })
    expect((await take([jane])).results).toEqual(['added'])
    expect(await all()).toMatchObject([{ name: 'Jane Doe', consent: 'opted-out' }])
  })

  it('tells the host of each contact, and once of the list', async () => {
    const told: string[] = []
    const lists: Parameters<HostEvents['contacts.imported']>[0][] = []
    desk.threadline.on('contact.changed', ({ contact }) => told.push(contact.name ?? ''))
    desk.threadline.on('contacts.imported', (event) => lists.push(event))
    await take([jane, { number: 'none' }])
    expect(told).toEqual(['Jane Doe'])
    expect(lists).toEqual([{ workspaceId: 'T1', added: 1, changed: 0, unchanged: 0, refused: 1 }])
  })

  it('stores nothing in a dry run, and foresees what becomes of every row', async () => {
    const known = numbered(1)[0]?.number ?? ''
    await desk.threadline.contacts.add({ number: known, name: 'Else' })
    const rows = [...numbered(3), jane, jane, { number: 'none' }]
    const foreseen = await take(rows, { dryRun: true })
    expect(await all()).toHaveLength(1)
    expect(await take(rows)).toEqual(foreseen)
    expect(foreseen.summary).toEqual({ added: 3, changed: 1, unchanged: 0, refused: 2 })
  })

  it('goes on after it broke off, and two of it at once come to the same', async () => {
    const rows = numbered(450)
    function* breakingOff() {
      yield* rows.slice(0, 250)
      throw new Error('The file is gone.')
    }
    await expect(desk.threadline.contacts.import(breakingOff())).rejects.toThrow('gone')
    const [one, other] = await Promise.all([take(rows), take(rows)])
    expect(one.summary.added + other.summary.added).toBe(250)
    expect(one.summary.unchanged + other.summary.unchanged).toBe(650)
    expect(await desk.threadline.contacts.list(undefined, 1_000)).toHaveLength(450)
  })

  it('says which country it does not know', async () => {
    await expect(take([jane], { country: 'USA' })).rejects.toMatchObject({ code: 'contact.invalid' })
  })

  it('taken in again changes nothing, whatever stands in it', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', ' ', 'Jane', 'America/Chicago'),
    )
    const number = fc.oneof(fc.constantFrom(customer, second, '415-555-0123', '(415) 555 0124'), text)
    const row = fc.record({ number, name: text, zone: text, note: text })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const fresh = await openDesk()
        const first = await importInto(fresh, rows)
        const again = await importInto(fresh, rows)
        const known = await fresh.threadline.contacts.list()
        expect(again.summary).toEqual({ added: 0, changed: 0, unchanged: known.length, refused: first.summary.refused })
        expect(first.summary.added).toBe(known.length)
      }),
      { numRuns: 30 },
    )
  })
})

const without = ({ number: _number, ...rest }: ContactRow) => rest
