import { beforeEach, describe, expect, it } from 'vitest'
import type { LineOptions } from '@threadline/core'
import { carrierDouble } from './support/carrier-double.js'
import { customer, memberMessage, openDesk, ourNumber, type Desk } from './support/desk.js'

const senders: LineOptions['senders'] = [{ provider: 'carrier', address: ourNumber }]
let desk: Desk
let sent: () => readonly string[]

/** A desk whose provider answers STOP, START and HELP itself, or not. */
async function open(line: Partial<LineOptions> = {}, sendsOptOutReplies = false): Promise<void> {
  const carrier = { ...carrierDouble(), capabilities: { maxTextLength: 160, sendsOptOutReplies } }
  desk = await openDesk({ providers: { carrier }, lines: [{ senders, name: 'Kettles Ltd', ...line }] })
  sent = () => carrier.texts.map(({ text }) => text)
  script = carrier.script
}
let script: Desk['carrier']['script']
beforeEach(() => open())

const slowDown = {
  type: 'refused',
  retryable: true,
  retryAfterMs: 60_000,
  failure: { category: 'rate-limited' },
} as const

describe('STOP', () => {
  it('is confirmed once, by a text that names the sender, and nothing else goes out', async () => {
    await desk.text('STOP')
    await desk.text('STOP')
    await desk.reply('But wait!')
    expect(sent()).toEqual([expect.stringMatching(/^Kettles Ltd: You have opted out.* START/)])
  })

  it('is not confirmed by us where the provider does so', async () => {
    await open({}, true)
    await desk.text('STOP')
    await desk.text('START')
    await desk.text('HELP')
    expect(sent()).toEqual([])
  })

  it('is confirmed behind what was queued before it, which does not leave', async () => {
    await desk.text('Hi')
    script({ outcome: slowDown })
    await desk.reply('waiting to leave')
    await desk.text('STOP')
    await desk.wait(90_000)
    expect(sent()).toEqual([expect.stringContaining('opted out')])
  })

  it('is not confirmed when more than five minutes have passed', async () => {
    script(...Array.from({ length: 40 }, () => ({ outcome: slowDown })))
    await desk.text('STOP')
    await desk.wait(400_000)
    await desk.wait(60 * 60_000)
    expect(sent()).toEqual([])
  })

  it('is not confirmed to somebody who has sent START before the confirmation left', async () => {
    script({ outcome: slowDown })
    await desk.text('STOP')
    await desk.text('START')
    await desk.wait(90_000)
    expect(sent()).toEqual([expect.stringContaining('our texts again')])
  })

  it('is confirmed with the words of the line, or not at all', async () => {
    await open({ optOutReply: 'Bye from {line}' })
    await desk.text('STOP')
    expect(sent()).toEqual(['Bye from Kettles Ltd'])
    await open({ optOutReply: '' })
    await desk.text('STOP')
    expect(sent()).toEqual([])
  })

  it.each(['24273', 'BANK'])('of %s is not answered: that is a machine', async (from) => {
    await desk.text('STOP', from)
    expect(sent()).toEqual([])
  })

  it('of somebody who is blocked counts and is not answered', async () => {
    await desk.text('Hi')
    await desk.threadline.contacts.block({ number: customer })
    await desk.text('STOP')
    expect(sent()).toEqual([])
  })
})

describe('START and HELP', () => {
  it('are answered once each', async () => {
    await desk.text('HELP')
    await desk.text('STOP')
    await desk.text('HELP')
    await desk.text('START')
    await desk.text('START')
    expect(sent().map((text) => text.slice(13, 33))).toEqual([
      'Reply to this text a',
      'You have opted out a',
      'You will get our tex',
    ])
  })

  it('do not count as answers of the team: the customer still waits', async () => {
    await desk.text('Hi')
    await desk.wait(200_000)
    await desk.text('HELP')
    await desk.wait(200_000)
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('do not go on for ever between two machines, and the thread says so once', async () => {
    for (let turn = 0; turn < 20; turn += 1) await desk.text('HELP')
    expect(sent()).toHaveLength(5)
    const notices = desk.views('notice').map(({ post }) => JSON.stringify(post.view))
    expect(notices.filter((notice) => notice.includes('two machines'))).toHaveLength(1)
    await desk.wait(11 * 60_000)
    await desk.text('HELP')
    expect(sent()).toHaveLength(6)
  })
})

describe('a person', () => {
  it('opts a contact out and in again, with the reason as evidence', async () => {
    await desk.text('Hi')
    const { contacts } = desk.threadline
    await contacts.optOut({ number: customer }, 'Asked by phone')
    await desk.reply('Not this')
    await expect(contacts.optIn({ number: customer }, ' ')).rejects.toMatchObject({ code: 'contact.invalid' })
    await contacts.optIn({ number: customer }, 'Asked for texts by mail')
    await desk.reply('But this')
    expect(sent()).toEqual(['But this'])
    expect(await contacts.evidence({ number: customer })).toMatchObject([
      { change: 'opted-out', text: 'Asked by phone', matcher: 'person', actor: 'host' },
      { change: 'opted-in', text: 'Asked for texts by mail', matcher: 'person', actor: 'host' },
    ])
    expect(await contacts.evidence({ since: new Date(0) })).toHaveLength(2)
  })

  it.each([
    ['wrote STOP', async () => desk.text('STOP')],
    [
      'wrote a phrase that somebody confirmed',
      async () => {
        await desk.text('please take me off your list')
        const view = desk.views('consent')[0]?.post.view
        await desk.click('confirm-opt-out', view?.type === 'consent' ? view.conversationId : '')
      },
    ],
  ])('cannot open the line to somebody who %s: only their START does', async (_how, close) => {
    await close()
    await expect(desk.threadline.contacts.optIn({ number: customer }, 'Said so')).rejects.toMatchObject({
      code: 'contact.only_start_opens',
    })
    await desk.text('START')
    expect((await desk.threadline.contacts.find({ number: customer }))?.consent).toBe('open')
  })
})

describe('the first text to somebody who never wrote', () => {
  it('has the footer of the line, counted into its length; later ones and answers do not', async () => {
    await open({ firstContactFooter: 'Reply STOP to opt out' }, true)
    await desk.chatEvents(memberMessage('1', { text: `send ${customer} Hello` }))
    await desk.settle()
    await desk.reply('Again')
    await desk.text('Hi', '+14155550124')
    await desk.threadline.send({ to: '+14155550124', text: 'Answer' })
    await desk.settle()
    expect(sent()).toEqual(['Hello\nReply STOP to opt out', 'Again', 'Answer'])
    await expect(desk.threadline.send({ to: '+14155550125', text: 'x'.repeat(150) })).rejects.toMatchObject({
      code: 'send.text_too_long',
    })
  })
})

describe('a number in another country', () => {
  const abroad = '+33612345678'

  it('is not texted unasked, unless the line allows it; whoever wrote is answered', async () => {
    await expect(desk.threadline.send({ to: abroad, text: 'Bonjour' })).rejects.toMatchObject({
      code: 'send.country_not_allowed',
      message: expect.stringContaining('France') as string,
    })
    await desk.text('Bonjour', abroad)
    await desk.reply('Hello')
    expect(sent()).toEqual(['Hello'])
    await open({ countries: ['US', 'FR'] })
    await desk.threadline.send({ to: abroad, text: 'Bonjour' })
    await desk.settle()
    expect(sent()).toEqual(['Bonjour'])
  })

  it('is not texted when the line stopped to do so before it left', async () => {
    await open({ countries: ['*'] })
    script({ outcome: slowDown })
    await desk.threadline.send({ to: abroad, text: 'Bonjour' })
    await desk.settle()
    await desk.threadline.settings.changeLine('main', { countries: [] })
    await desk.wait(90_000)
    expect(sent()).toEqual([])
  })
})

describe('limits of a day', () => {
  it('stop texts to one contact, until the next day', async () => {
    await open({ dailyTextsPerContact: 2 })
    await desk.text('Hi')
    for (const text of ['one', 'two', 'three']) await desk.reply(text)
    expect(sent()).toEqual(['one', 'two'])
    expect(JSON.stringify(desk.chat.whispers[0]?.view)).toContain('in a day')
    desk.clock.advance(24 * 60 * 60_000)
    await desk.reply('four')
    expect(sent()).toEqual(['one', 'two', 'four'])
  })

  it('stop texts from the line, but never the confirmation of STOP', async () => {
    await open({ dailyTexts: 1 })
    await desk.text('Hi')
    await desk.reply('one')
    await expect(desk.threadline.send({ to: '+14155550124', text: 'two' })).rejects.toMatchObject({
      code: 'send.limit_reached',
    })
    await desk.text('STOP')
    expect(sent()).toEqual(['one', expect.stringContaining('opted out')])
  })
})
