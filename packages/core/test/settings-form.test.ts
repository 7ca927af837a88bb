import type { ActionName, FormName, FormValues, FormView, LineOptions, LineSettings } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { asShown } from './support/fill-in.js'
import { openDesk, ourNumber, type Desk } from './support/desk.js'

type LineFormName = Extract<FormName & ActionName, `line-${string}`>
const forms: readonly LineFormName[] = ['line-settings', 'line-sending', 'line-automations', 'line-consent']
const senders = [{ provider: 'carrier', address: ourNumber }] as const

async function openForm(desk: Desk, action: ActionName, subject = 'main'): Promise<FormView> {
  await desk.click(action, subject)
  const form = desk.chat.forms.at(-1)
  if (!form) throw new Error(`${action} opened nothing.`)
  return form
}

let count = 0
async function submit(desk: Desk, form: FormView, values: FormValues, author = 'U1'): Promise<unknown> {
  const response = await desk.chatEvents({
    type: 'form',
    workspaceId: 'T1',
    identities: [`view:${(count += 1)}`],
    form: form.name,
    subject: form.subject ?? '',
    values: { ...asShown(form), ...values },
    author: { type: 'member', id: author },
  })
  await desk.settle()
  return response.json()
}

const save = async (desk: Desk, name: LineFormName, values: FormValues): Promise<unknown> =>
  submit(desk, await openForm(desk, name), values)
const lineOf = async (desk: Desk): Promise<LineSettings | undefined> => (await desk.threadline.settings.lines())[0]

describe('Channel settings', () => {
  it('lead from the dashboard to every form of every line', async () => {
    const desk = await openDesk()
    const form = await openForm(desk, 'settings', '')
    const entry = form.items.find((item) => item.type === 'entry')
    const actions = entry?.type === 'entry' ? entry.buttons?.map(({ action }) => action) : []
    expect(actions).toEqual(['line-settings', 'line-sending', 'line-automations', 'keyword-rules', 'line-consent'])
  })

  it('say who is told what only an admin can set right', async () => {
    const desk = await openDesk()
    desk.chat.members.set('U9', { id: 'U9', name: 'Guest', kind: 'guest' })
    desk.chat.strangeChannels.add('C9')
    const form = await openForm(desk, 'settings', '')
    expect(await submit(desk, form, { alertChannel: 'C9', alertMembers: ['U1', 'U9'] })).toMatchObject({
      errors: { alertChannel: expect.stringMatching(/\/invite/) as string, alertMembers: expect.any(String) as string },
    })
    await submit(desk, form, { alertChannel: 'C2', alertMembers: ['U1'] })
    expect(await desk.threadline.settings.workspace()).toMatchObject({ alerts: { channel: 'C2', memberIds: ['U1'] } })
  })

  const everything: Partial<LineOptions> = {
    autoCloseMs: 90 * 60_000,
    undoWindowMs: 10_000,
    closeWords: ['done', 'all good'],
    reopenWords: [],
    quietHours: { from: '21:00', to: '08:00' },
    zone: 'Europe/Berlin',
    businessHours: {
      weekly: [
        { days: ['mon', 'wed'], from: '09:00', to: '12:00' },
        { days: ['mon', 'wed'], from: '13:00', to: '24:00' },
      ],
      holidays: ['12-25', '2030-11-28'],
    },
    afterHoursReply: 'Back {{next_open_time}}',
    countries: ['US', '*'],
    dailyTexts: 500,
  }
  it.each(forms)('%s, saved as it is shown, changes nothing', async (name) => {
    for (const line of [{}, everything]) {
      const desk = await openDesk({ lines: [{ senders, ...line }] })
      const before = await lineOf(desk)
      expect(await save(desk, name, {})).toEqual({})
      expect(await lineOf(desk)).toEqual(before)
    }
  })

  it('have a field for everything that can be set up of a line, in forms that people can take in', async () => {
    const desk = await openDesk()
    const names: string[] = []
    for (const form of forms) {
      const fields = (await openForm(desk, form)).items.flatMap((item) => ('name' in item ? item.name : []))
      expect(fields.length).toBeLessThanOrEqual(12)
      names.push(...fields)
    }
    const { id, keywordRules, senders: numbers, ...settings } = (await desk.threadline.settings.lines())[0] ?? {}
    expect([id, keywordRules, numbers]).toEqual(['main', [], senders])
    expect(names.filter((name) => name !== 'holidays').sort()).toEqual(Object.keys(settings).sort())
  })

  it.each<[LineFormName, FormValues, Partial<LineSettings>]>([
    [
      'line-settings',
      { name: 'Sales', channel: 'C2', notificationWindowMs: '1,5', firstReplierOwns: 'on', unassignOnClose: undefined },
      {
        name: 'Sales',
        channel: 'C2',
        notificationWindowMs: 90_000,
        firstReplierOwns: true,
        unassignOnClose: false,
      },
    ],
    [
      'line-settings',
      { autoCloseMs: '48', closeWords: 'reopen', reopenWords: 'close, again' },
      { autoCloseMs: 48 * 3_600_000, closeWords: ['reopen'], reopenWords: ['close', 'again'], channel: '#sms' },
    ],
    [
      'line-sending',
      { sendMode: 'confirm-first', undoWindowMs: '30', collisionWindowMs: undefined, quietHours: '21:00 – 08:00' },
      {
        sendMode: 'confirm-first',
        undoWindowMs: 30_000,
        collisionWindowMs: 0,
        quietHours: { from: '21:00', to: '08:00' },
      },
    ],
    [
      'line-sending',
      { defaultCountry: 'gb', smartQuotes: 'on', warnAboveSegments: '5' },
      { defaultCountry: 'GB', smartQuotes: 'plain', longTexts: 'refuse', warnAboveSegments: 5 },
    ],
    [
      'line-automations',
      { businessHours: 'Mon 9-12', holidays: '12-25', zone: 'America/Chicago', afterHoursCooldownMs: '0.5' },
      {
        businessHours: { weekly: [{ days: ['mon'], from: '09:00', to: '12:00' }], holidays: ['12-25'] },
        zone: 'America/Chicago',
        afterHoursCooldownMs: 1_800_000,
      },
    ],
    [
      'line-consent',
      { optOutReply: undefined, helpReply: 'Call us.', countries: 'us, ca', dailyTextsPerContact: '20' },
      { optOutReply: '', helpReply: 'Call us.', countries: ['US', 'CA'], dailyTextsPerContact: 20, dailyTexts: 0 },
    ],
  ])('%s with %j changes the line', async (name, values, changed) => {
    const desk = await openDesk()
    expect(await save(desk, name, values)).toEqual({})
    expect(await lineOf(desk)).toMatchObject(changed)
  })

  it.each<[LineFormName, FormValues, string, RegExp]>([
    ['line-settings', { name: ' ' }, 'name', /needs a name/],
    ['line-settings', { notificationWindowMs: 'soon' }, 'notificationWindowMs', /minutes as a number/],
    ['line-settings', { notificationWindowMs: '-1' }, 'notificationWindowMs', /minutes as a number/],
    ['line-settings', { channel: 'C9' }, 'channel', /\/invite @Threadline/],
    ['line-settings', { channel: 'C3' }, 'channel', /the line “other”/],
    ['line-settings', { closeWords: 'done', reopenWords: 'Done' }, 'reopenWords', /by the same word/],
    ['line-settings', { autoCloseMs: 'never' }, 'autoCloseMs', /hours as a number from 0 to 8760/],
    ['line-sending', { defaultCountry: 'USA' }, 'defaultCountry', /two capital letters/],
    ['line-sending', { quietHours: 'at night' }, 'quietHours', /HH:MM/],
    ['line-sending', { undoWindowMs: '601' }, 'undoWindowMs', /seconds as a number from 0 to 600/],
    ['line-sending', { warnAboveSegments: '0' }, 'warnAboveSegments', /1 part or more/],
    ['line-automations', { businessHours: 'Mon-Fri 9' }, 'businessHours', /“Mon-Fri 9” cannot be read/],
    ['line-automations', { holidays: '12-25, 13-01' }, 'holidays', /“13-01” is no day/],
    ['line-automations', { afterHoursReply: 'Back {{soon}}' }, 'afterHoursReply', /{{soon}} is no variable/],
    ['line-consent', { countries: 'US, Narnia' }, 'countries', /two capital letters/],
    ['line-consent', { dailyTexts: '1.5' }, 'dailyTexts', /whole numbers/],
  ])('%s with %j says what is wrong at its field, and nothing is changed', async (name, values, field, sentence) => {
    const others = [{ provider: 'carrier', address: '+14155550101' }] as const
    const desk = await openDesk({ lines: [{ senders }, { id: 'other', channel: 'C3', senders: others }] })
    desk.chat.strangeChannels.add('C9')
    const before = await lineOf(desk)
    expect(await save(desk, name, values)).toEqual({
      type: 'form-errors',
      errors: { [field]: expect.stringMatching(sentence) as string },
    })
    expect(await lineOf(desk)).toEqual(before)
  })
})

describe('Keywords', () => {
  const rule = { words: 'hours, opening times', reply: 'Mon-Fri 9-5', tags: ['hours'], cooldownMs: '30' }
  const rulesOf = async (desk: Desk) => (await lineOf(desk))?.keywordRules

  it('are added, changed and removed one by one, and the list comes back', async () => {
    const desk = await openDesk()
    await openForm(desk, 'keyword-rules')
    const list = await submit(desk, await openForm(desk, 'add-keyword-rule'), rule)
    expect(list).toMatchObject({ type: 'form', placement: 'instead', form: { name: 'keyword-rules' } })
    const kept = { words: ['hours', 'opening times'], match: 'word', reply: 'Mon-Fri 9-5', cooldownMs: 1_800_000 }
    expect(await rulesOf(desk)).toMatchObject([kept])
    const subject = `${(await rulesOf(desk))?.[0]?.id} main`
    await submit(desk, await openForm(desk, 'edit-keyword-rule', subject), { match: 'whole', reply: undefined })
    expect(await rulesOf(desk)).toEqual([
      { ...kept, id: expect.any(String), match: 'whole', tags: ['hours'], reply: undefined },
    ])
    await desk.click('remove-keyword-rule', subject)
    expect(await rulesOf(desk)).toEqual([])
  })

  it('can be tried before the one above them', async () => {
    const desk = await openDesk()
    for (const words of ['one', 'two', 'three'])
      await submit(desk, await openForm(desk, 'add-keyword-rule'), { ...rule, words })
    const words = async () => (await rulesOf(desk))?.map((one) => one.words[0])
    const [first, , third] = (await rulesOf(desk)) ?? []
    await desk.click('raise-keyword-rule', `${third?.id} main`)
    expect(await words()).toEqual(['one', 'three', 'two'])
    await desk.click('raise-keyword-rule', `${first?.id} main`)
    expect(await words()).toEqual(['one', 'three', 'two'])
  })

  it('that two people add at the same time are both kept', async () => {
    const desk = await openDesk()
    const [one, other] = [await openForm(desk, 'add-keyword-rule'), await openForm(desk, 'add-keyword-rule')]
    await Promise.all([submit(desk, one, rule), submit(desk, other, { ...rule, words: 'invoice' })])
    expect(await rulesOf(desk)).toHaveLength(2)
  })

  it.each<[FormValues, string, RegExp]>([
    [{ words: 'cancel' }, 'words', /“cancel”/],
    [{ words: 'ok, !' }, 'words', /letters or digits/],
    [{ reply: undefined, tags: [] }, 'reply', /something to do/],
    [{ reply: '{{name}}' }, 'reply', /cannot fill/],
    [{ cooldownMs: 'an hour' }, 'cooldownMs', /minutes as a number/],
    [{ assignTo: 'U9' }, 'assignTo', /guest/],
  ])('%j is told at its field', async (wrong, field, sentence) => {
    const desk = await openDesk()
    desk.chat.members.set('U9', { id: 'U9', name: 'Guest', kind: 'guest' })
    expect(await submit(desk, await openForm(desk, 'add-keyword-rule'), { ...rule, ...wrong })).toEqual({
      type: 'form-errors',
      errors: { [field]: expect.stringMatching(sentence) as string },
    })
    expect(await rulesOf(desk)).toEqual([])
  })

  it('assign to nobody but full members from code, too', async () => {
    const desk = await openDesk()
    desk.chat.members.set('U9', { id: 'U9', name: 'Guest', kind: 'guest' })
    const keywordRules = [{ id: 'a', words: ['invoice'], match: 'word', assignTo: 'U9' }] as const
    await expect(desk.threadline.settings.changeLine('main', { keywordRules })).rejects.toMatchObject({
      code: 'conversation.invalid_assignee',
    })
  })
})

describe('every form of the settings', () => {
  it.each([...forms, 'keyword-rules', 'add-keyword-rule'] as const)(
    '%s opens for nobody but who may',
    async (action) => {
      const desk = await openDesk()
      desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
      const author = { type: 'member', id: 'U2' } as const
      const event = { workspaceId: 'T1', identities: [action], author, trigger: 'now', formId: 'V1' } as const
      await desk.chatEvents({ type: 'action', action, subject: 'main', ...event })
      await desk.settle()
      expect(desk.chat.forms.map(({ name }) => name)).not.toContain(
        action === 'add-keyword-rule' ? 'keyword-rule' : action,
      )
    },
  )
})
