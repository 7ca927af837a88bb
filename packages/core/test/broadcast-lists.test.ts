import { describe, expect, it } from 'vitest'
import { listRows } from '../src/flows/broadcasts/list-rows.js'
import { readList } from '../src/domain/contact-list/read-list.js'

const one = '+14155550101'
const two = '+14155550102'
const jane = { address: one, name: 'Jane Doe' }

interface Seen {
  readonly people: readonly { readonly address: string; readonly name?: string }[]
  readonly refused: readonly (readonly [number, string, string])[]
  readonly repeated: number
}

async function seen(text: string): Promise<Seen> {
  const reading = readList(await listRows(text), 'US')
  if (reading.type === 'unclear') throw new Error(reading.sentence)
  return {
    people: reading.people.map(({ address, details: { name } }) => ({ address, ...(name && { name }) })),
    refused: reading.refused.map(({ line, reason, row }) => [line, row, reason]),
    repeated: reading.repeated,
  }
}

describe('a list as people paste it', () => {
  it.each([
    ['a number to a line', `(415) 555-0101\n\n${two}\n`, [{ address: one }, { address: two }]],
    ['numbers with commas between them', `415-555-0101, ${two}`, [{ address: one }, { address: two }]],
    ['a name and a number', `Jane Doe, ${one}\r\n${two}`, [jane, { address: two }]],
    ['a number and a name, from a spreadsheet', `${one}\tJane Doe\n${two}\t\n`, [jane, { address: two }]],
    ['a name with a comma', `"Doe, Jane";${one}`, [{ address: one, name: 'Doe, Jane' }]],
    ['columns with names', `Mobile,First name,Last name\n4155550101,Jane,Doe`, [jane]],
    ['a number that stands alone at first', `${two}\nJane Doe,${one}`, [{ address: two }, jane]],
    ['nothing', ' \n', []],
  ])('can be %s', async (_, text, people) => {
    expect(await seen(text)).toEqual({ people, refused: [], repeated: 0 })
  })

  it('has each number once, by the first row that has it', async () => {
    expect(await seen(`Jane Doe, ${one}\n(415) 555-0101\nJoe, ${one}`)).toEqual({
      people: [jane],
      refused: [],
      repeated: 2,
    })
  })

  it.each([
    ['12, Joe', '12, Joe', 'That number is too short for the US.'],
    ['Joe', 'Joe', 'That is not a phone number.'],
    ['Joe, Smith', 'Joe, Smith', 'There is no phone number in this row.'],
    [`Joe, ${two}, 415 555 0103`, `Joe, ${two}, 415 555 0103`, 'There is more than one number with this name.'],
    [`Smith, Joe, ${two}`, `Smith, Joe, ${two}`, 'a name with a comma in it belongs in quotation marks'],
    ['"Joe, 415 555 0102', 'Joe, 415 555 0102', 'A quotation mark is opened here'],
    ['12, 415 555 0101', '12', 'That number is too short for the US.'],
    [`${'x'.repeat(121)}, ${two}`, `${'x'.repeat(121)}, ${two}`, 'A name has at most 120 characters.'],
  ])('%s is told of with its line and the reason, and the others count', async (row, shown, reason) => {
    const { people, refused } = await seen(`Jane Doe, ${one}\n\n${row}`)
    expect(people[0]).toEqual(jane)
    expect(refused).toEqual([[3, shown, expect.stringContaining(reason)]])
  })

  it('under a line that names its columns keeps rows of more cells out', async () => {
    const { people, refused } = await seen(`phone,name\n${one},Jane Doe\n${two},Doe, Joe`)
    expect(people).toEqual([jane])
    expect(refused).toEqual([[3, `${two}, Doe, Joe`, expect.stringContaining('more cells than columns')]])
  })

  it('with two columns of numbers is asked about', async () => {
    expect(readList(await listRows(`phone,mobile\n${one},${two}`), 'US')).toEqual({
      type: 'unclear',
      sentence: 'The columns “phone” and “mobile” may both be the phone. Rename one of them.',
    })
  })
})
