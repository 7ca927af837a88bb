import type { FormValues, LineSettings } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { openDesk, ourNumber, type Desk } from './support/desk.js'

const unchanged: FormValues = {
  name: 'Support',
  channel: 'C1',
  notificationWindowMs: '3',
  defaultCountry: 'us',
  sendMode: 'reply-all',
  channelPrivacy: 'public',
  unassignOnClose: 'on',
}

async function submit(desk: Desk, values: FormValues, subject = 'main'): Promise<unknown> {
  const response = await desk.chatEvents({
    type: 'form',
    workspaceId: 'T1',
    identities: [`view:${JSON.stringify(values)}`],
    form: 'line-settings',
    subject,
    values: { ...unchanged, ...values },
    author: { type: 'member', id: 'U1' },
  })
  await desk.settle()
  return response.json()
}

const lineOf = async (desk: Desk): Promise<LineSettings | undefined> => (await desk.threadline.settings.lines())[0]

describe('Channel settings', () => {
  it('open with how the line behaves now', async () => {
    const desk = await openDesk()
    await desk.click('settings', '')
    await desk.click('line-settings', 'main')
    const form = desk.chat.forms.at(-1)
    expect(form).toMatchObject({ name: 'line-settings', subject: 'main' })
    expect(form?.items).toContainEqual(expect.objectContaining({ name: 'notificationWindowMs', value: '3' }))
    expect(form?.items).toContainEqual(expect.objectContaining({ name: 'channel', value: 'C1' }))
    expect(form?.items).toContainEqual(expect.objectContaining({ name: 'unassignOnClose', isOn: true }))
  })

  it('change the line', async () => {
    const desk = await openDesk()
    expect(
      await submit(desk, {
        name: 'Sales',
        notificationWindowMs: '1,5',
        channel: 'C2',
        smartQuotes: 'on',
        quietHours: '21:00 – 08:00',
      }),
    ).toEqual({})
    expect(await lineOf(desk)).toMatchObject({
      name: 'Sales',
      notificationWindowMs: 90_000,
      channel: 'C2',
      smartQuotes: 'plain',
      quietHours: { from: '21:00', to: '08:00' },
      longTexts: 'refuse',
    })
  })

  it('leave the channel as the host has named it when it was not changed', async () => {
    const desk = await openDesk()
    await submit(desk, {})
    expect(await lineOf(desk)).toMatchObject({ channel: '#sms', defaultCountry: 'US' })
  })

  it.each([
    [{ name: ' ' }, 'name', /needs a name/],
    [{ notificationWindowMs: 'soon' }, 'notificationWindowMs', /minutes as a number/],
    [{ notificationWindowMs: '-1' }, 'notificationWindowMs', /minutes as a number/],
    [{ defaultCountry: 'USA' }, 'defaultCountry', /two capital letters/],
    [{ quietHours: 'at night' }, 'quietHours', /HH:MM/],
    [{ channel: 'C9' }, 'channel', /\/invite @Threadline/],
    [{ channel: 'C3' }, 'channel', /the line “other”/],
  ])('%j is told at its field, and nothing is changed', async (values, field, sentence) => {
    const senders = [{ provider: 'carrier', address: ourNumber }] as const
    const others = [{ provider: 'carrier', address: '+14155550101' }] as const
    const desk = await openDesk({ lines: [{ senders }, { id: 'other', channel: 'C3', senders: others }] })
    desk.chat.strangeChannels.add('C9')
    expect(await submit(desk, values)).toEqual({
      type: 'form-errors',
      errors: { [field]: expect.stringMatching(sentence) as string },
    })
    expect(await lineOf(desk)).toMatchObject({ name: 'main', channel: '#sms' })
  })
})
