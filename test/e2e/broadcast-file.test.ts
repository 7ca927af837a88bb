import { beforeEach, describe, expect, it } from 'vitest'
import type { Sandbox } from '@threadline/sandbox'
import { atDesk } from './support/at-desk.js'
import { atWindows } from './support/at-windows.js'
import type { TestDesk } from './support/desk.js'
import { inbox } from './support/shown.js'

type NewFile = NonNullable<Parameters<Sandbox['slack']['say']>[0]['files']>[number]

const at = atDesk()
const { choose, submit, words } = atWindows(at.desk, at.say)
const [jane, joe, ann] = ['+14155550110', '+14155550111', '+14155550112'] as const
const text = 'Hi {{contact.firstName|there}}'

let desk: TestDesk
beforeEach(async () => {
  desk = at.desk()
  await choose('Broadcast')
})

const csv = (content: string | Uint8Array<ArrayBuffer>): readonly NewFile[] => [
  { name: 'people.csv', mimetype: 'text/csv', content: typeof content === 'string' ? Buffer.from(content) : content },
]

async function submitFile(content: string | Uint8Array<ArrayBuffer>, more: Readonly<Record<string, string>> = {}) {
  const answer = await submit({ text, ...more, file: csv(content) })
  await desk.settle()
  return answer
}

describe('a list in a file', () => {
  it('is read while its window says so, and everybody good gets the text, with those of a pasted list', async () => {
    const rows = ['Mobile;First name;Notes', `${jane};Jane;`, '12;Bob;', `${jane};Jane again;`, `"${joe}";Joe;"a;b"`]
    expect(await submitFile(rows.join('\r\n'), { numbers: ann })).toMatchObject({ type: 'updated' })
    expect(words()).toContain('3 people get this text')
    expect(words()).toContain('Line 3, “12, Bob,”: That number is too short for the US.')
    expect(words()).toContain('A number of the list stands in it again')
    expect(await submit({})).toEqual({ type: 'closed' })
    await desk.pass(60_000)
    expect([jane, joe, ann].map((number) => inbox(desk, number))).toEqual([['Hi Jane'], ['Hi Joe'], ['Hi there']])
  })

  it('is read again when Slack does not give it at once', async () => {
    desk.sandbox.faults.slack.add({ on: 'files.info', fault: { type: 'rate-limit', retryAfterMs: 10_000 }, times: 1 })
    await submitFile(`Jane, ${jane}`)
    expect(words()).toContain('Reading the list')
    await desk.pass(20_000)
    expect(words()).toContain('1 person gets this text')
  })

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['names nobody who can be texted', 'Bob, 12', 'Line 1: That number is too short for the US.'],
    ['is empty of people', 'phone,name\n', 'Nobody is on that list.'],
    ['does not say which column is what', `phone,mobile\n${jane},${joe}`, 'may both be the phone'],
    ['is in another encoding', Uint8Array.from(Buffer.from(`Jör, ${jane}`, 'latin1')), 'save it as “CSV UTF-8”'],
    ['is too long', Array.from({ length: 1_001 }, (_, n) => `+1415555${1_000 + n}`).join('\n'), 'more than 1,000'],
  ])('that %s is told of in the window, and nothing can be started there', async (_what, content, sentence) => {
    await submitFile(content)
    expect(words()).toContain(sentence)
    expect(desk.sandbox.slack.openViews(desk.member('Ana')).at(-1)?.definition).not.toHaveProperty('submit')
  })

  it('beside a pasted one with a bad row waits until that is put right', async () => {
    const answer = await submitFile(`Jane, ${jane}`, { numbers: `12\n${joe}` })
    const sentence = expect.stringContaining('Line 1: That number is too short') as string
    expect(answer).toMatchObject({ type: 'errors', errors: { numbers: sentence } })
    expect(await submitFile(`Jane, ${jane}`, { numbers: joe })).toMatchObject({ type: 'updated' })
    expect(words()).toContain('2 people get this text')
  })

  it('that was read after its window was closed is told of, and nothing leaves', async () => {
    desk.sandbox.faults.slack.add({ on: 'files.info', fault: { type: 'rate-limit', retryAfterMs: 10_000 }, times: 1 })
    await submitFile(`Jane, ${jane}`)
    desk.sandbox.slack.closeView({ as: desk.member('Ana') })
    await desk.pass(120_000)
    expect(at.whispers(desk.member('Ana')).join()).toContain('its window was closed by then')
    expect(inbox(desk, jane)).toEqual([])
  })
})
