import { describe, expect, it } from 'vitest'

interface Word {
  readonly body: string
  readonly id?: string
  readonly saidAt: number
  readonly takenAt: number
  readonly at?: number
}

interface Person {
  readonly number: string
  readonly texts: readonly Word[]
  readonly replies: readonly Word[]
  readonly sends: readonly Word[]
  readonly scheduled: readonly Word[]
}

type Kind = 'lost' | 'duplicated' | 'outOfOrder' | 'wrong' | 'unknown'
type Compare = (
  sandbox: unknown,
  people: readonly Person[],
  broadcasts?: readonly unknown[],
) => Readonly<Record<Kind, readonly string[]>>

const { compare } = (await import(new URL('../../chaos/ledger.mjs', import.meta.url).href)) as { compare: Compare }

const number = '+14155550123'
const person: Person = {
  number,
  texts: [
    { body: 'one', saidAt: 1, takenAt: 1 },
    { body: 'two', saidAt: 2, takenAt: 2 },
  ],
  replies: [
    { body: 'first', id: '30', saidAt: 3, takenAt: 3 },
    { body: 'second', id: '40', saidAt: 4, takenAt: 4 },
  ],
  sends: [{ body: 'notice', saidAt: 5, takenAt: 5 }],
  scheduled: [{ body: 'later', saidAt: 5, takenAt: 5, at: 6 }],
}

const richText = (text: string) => ({ type: 'rich_text', elements: [{ type: 'text', text }] })
const actions = (id: string) => ({ type: 'actions', elements: [{ action_id: id, text: 'Resend' }] })
const post = (ts: string, ...blocks: readonly unknown[]) => ({ ts, bot_id: 'B1', thread_ts: '10', blocks })
const head = [{ type: 'header', text: number }, richText('one'), actions('threadline:assign')]
const root = { ...post('10', ...head), thread_ts: undefined }
const two = post('20', richText('two'))
const notice = post('50', richText('notice'))
const later = post('55', richText('later'))
const panel = post('52', richText('later'), actions('threadline:send-scheduled'))
const reply = (ts: string, ...marks: readonly string[]) => ({ ts, reactions: marks.map((name) => ({ name })) })
const marked = [reply('30', 'vibration_mode'), reply('40', 'heavy_check_mark', 'vibration_mode')]
const question = post('60', richText('second'), actions('threadline:resend'))
const card = { ts: '70', bot_id: 'B1', blocks: [richText(number), actions('threadline:hide')] }

const posts = [root, two, ...marked, notice, later]
const inbox = ['first', 'second', 'notice', 'later']

function look(messages: readonly unknown[], arrived: readonly string[], who = person, at = 7) {
  const phone = () => ({ inbox: arrived.map((body) => ({ body, at: new Date(at) })) })
  const found = compare({ slack: { identity: { botId: 'B1' }, messages: () => messages }, carrier: { phone } }, [who])
  return Object.fromEntries(Object.entries(found).filter(([, sentences]) => sentences.length > 0))
}

describe('the comparison of a chaos run', () => {
  it('finds nothing when all is there', () => {
    expect(look(posts, inbox)).toEqual({})
  })

  it.each<[string, Kind, readonly unknown[], readonly string[]]>([
    ['a text that is not in the thread', 'lost', [root, ...marked, notice, later], inbox],
    ['a thread that is not there', 'lost', [two, ...marked, notice, later], inbox],
    ['a reply that did not arrive', 'lost', posts, ['first', 'notice', 'later']],
    ['a scheduled text that did not leave', 'lost', posts, ['first', 'second', 'notice']],
    ['a scheduled text that left twice', 'duplicated', posts, [...inbox, 'later']],
    ['a text still shown as scheduled', 'wrong', [...posts, panel], inbox],
    ['a text posted twice', 'duplicated', [...posts, two], inbox],
    ['two threads', 'duplicated', [...posts, { ...root, ts: '11' }], inbox],
    ['two cards', 'duplicated', [...posts, card, card], inbox],
    ['a reply that arrived twice', 'duplicated', posts, [...inbox, 'second']],
    ['replies that swapped', 'outOfOrder', posts, ['second', 'first', 'notice', 'later']],
    ['texts that swapped', 'outOfOrder', [two, root, ...marked, notice, later], inbox],
    ['a text that nobody said', 'wrong', posts, [...inbox, 'hello']],
    ['a text that arrived without a mark', 'wrong', [root, two, reply('30'), marked[1], notice, later], inbox],
    ['a text that arrived and is asked about', 'wrong', [...posts, question], inbox],
    ['a card although everything is answered', 'wrong', [...posts, card], inbox],
  ])('sees %s', (_what, kind, messages, arrived) => {
    expect(look(messages, arrived)).toHaveProperty(kind)
  })

  it('sees a scheduled text that left before its time', () => {
    expect(look(posts, inbox, person, 5)).toHaveProperty('wrong')
  })

  it('takes a text that is asked about for unknown, and for nothing else', () => {
    const asked = [root, two, marked[0], reply('40'), notice, later, question]
    expect(look(asked, ['first', 'notice', 'later'])).toEqual({ unknown: ['second'] })
  })

  it('lets a text that was refused for ten minutes be called late, and no other', () => {
    const late = post('21', richText('This text came 11 minutes late: it could not be brought here any sooner.'))
    const slow = {
      ...person,
      texts: [person.texts[0], { body: 'two', saidAt: 2, takenAt: 600_003 }] as readonly Word[],
    }
    expect(look([...posts, late], inbox)).toHaveProperty('wrong')
    expect(look([...posts, late, card], inbox, slow)).not.toHaveProperty('wrong')
  })

  it('misses the card of a customer who waits', () => {
    const waiting = { ...person, texts: [person.texts[0], { body: 'two', saidAt: 9, takenAt: 9 }] as readonly Word[] }
    expect(look([...posts, card], inbox, waiting)).toEqual({})
    expect(look(posts, inbox, waiting)).toHaveProperty('wrong')
  })
})

describe('the comparison of broadcasts', () => {
  const numbers = ['+12125550101', '+12125550102']
  const [first, second] = ['broadcast 1 to +1 212 555 0101', 'broadcast 1 to +1 212 555 0102']
  const none = { waiting: 0, withheld: 0, failed: {}, skipped: {} }
  const allSent = { ...none, sent: 2, delivered: 2, unknown: 0, undecided: 0 }
  const oneUnknown = { ...none, sent: 1, delivered: 1, unknown: 1, undecided: 1 }
  const report = { name: 'broadcast 1', numbers, status: 'done', size: 2, progress: allSent, unsure: [] as string[] }
  const open = { ...report, progress: oneUnknown, unsure: [second] }
  const done = post('90', richText('A broadcast is done 2 of 2 broadcast 1 to {{contact.number}}'))
  const running = post('90', richText('A broadcast is on its way 1 of 2 broadcast 1 to {{contact.number}}'))
  const shown = [{ ...done, thread_ts: undefined }]

  function lookAt(one: typeof report, arrived: readonly (readonly string[])[], messages: readonly unknown[] = shown) {
    const phone = (to: string) => ({ inbox: (arrived[numbers.indexOf(to)] ?? []).map((body) => ({ body })) })
    const slack = { identity: { botId: 'B1' }, messages: () => messages }
    const found = compare({ slack, carrier: { phone } }, [], [one])
    return Object.fromEntries(Object.entries(found).filter(([, sentences]) => sentences.length > 0))
  }

  it('finds nothing when everybody has it once, and takes what somebody has to decide about for unknown', () => {
    expect(lookAt(report, [[first], [second]])).toEqual({})
    expect(lookAt(open, [[first], []])).toEqual({ unknown: ['broadcast 1 to +12125550102'] })
  })

  it.each<[string, Kind, typeof report, readonly (readonly string[])[], (readonly unknown[])?]>([
    ['somebody who does not have it', 'lost', report, [[first], []]],
    ['somebody who has it twice', 'duplicated', report, [[first], [second, second]]],
    ['a text that arrived and is asked about', 'wrong', open, [[first], [second]]],
    ['a text that nobody broadcast', 'wrong', report, [[first, 'broadcast 2 to +1 212 555 0101'], [second]]],
    ['one that never ended', 'wrong', { ...report, status: 'running' }, [[first], [second]]],
    ['figures that are not so', 'wrong', { ...report, progress: oneUnknown }, [[first], [second]]],
    ['one without a post', 'lost', report, [[first], [second]], []],
    ['one with two posts', 'duplicated', report, [[first], [second]], [...shown, ...shown]],
    ['a post that says it goes on', 'wrong', report, [[first], [second]], [{ ...running, thread_ts: undefined }]],
  ])('sees %s', (_what, kind, one, arrived, messages) => {
    expect(lookAt(one, arrived, messages)).toHaveProperty(kind)
  })
})
