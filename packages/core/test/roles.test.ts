import type { ChatActionEvent, FormName, FormValues } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { memberMessage, openDesk, type Desk } from './support/desk.js'

const ben = { type: 'member', id: 'U2' } as const
const notAmongThem = /not among those who text customers/

/** A desk at which Ana texts customers, and Ben is a member who does not. */
async function deskOfAna(): Promise<Desk> {
  const desk = await openDesk()
  desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
  await desk.threadline.settings.changeWorkspace({ roles: { send: ['U1'] } })
  return desk
}

async function clickAsBen(desk: Desk, action: ChatActionEvent['action'], place: Partial<ChatActionEvent> = {}) {
  const event = {
    workspaceId: 'T1',
    identities: [`click:${action}`],
    author: ben,
    subject: '',
    trigger: 'now',
  } as const
  await desk.chatEvents({ type: 'action', action, ...event, ...place })
  await desk.settle()
}

async function submitAsBen(desk: Desk, form: FormName, values: FormValues): Promise<unknown> {
  const event = { workspaceId: 'T1', identities: [`view:${form}`], author: ben, subject: 'main' } as const
  const response = await desk.chatEvents({ type: 'form', form, values, ...event })
  await desk.settle()
  return response.json()
}

const whispers = (desk: Desk) => desk.chat.whispers.map(({ view }) => view)

describe('a member who does not text customers', () => {
  it('is told so under a reply, and the customer still waits', async () => {
    const desk = await deskOfAna()
    await desk.text('Hi')
    await desk.reply('hello', { author: ben })
    expect(desk.carrier.texts).toEqual([])
    expect(desk.views('notice').map(({ post }) => post.view)).toMatchObject([
      { text: expect.stringMatching(notAmongThem) as string },
    ])
    await desk.wait(180_000)
    expect(desk.views('notification')).toHaveLength(1)
  })

  it('sends nothing with the command', async () => {
    const desk = await deskOfAna()
    await desk.chatEvents(memberMessage('1', { author: ben, text: 'send 4155550123 Hello' }))
    await desk.settle()
    expect(desk.carrier.texts).toEqual([])
  })

  it('is told at a click, in a post or anywhere else, and nothing happens', async () => {
    const desk = await deskOfAna()
    await desk.text('Hi')
    await clickAsBen(desk, 'inbox', { post: desk.root().ref })
    expect(whispers(desk)).toMatchObject([{ text: expect.stringMatching(notAmongThem) as string }])
    expect(desk.chat.forms).toEqual([])
    await clickAsBen(desk, 'send-text')
    expect(desk.chat.forms).toMatchObject([{ name: 'notice' }])
  })

  it('is told in a form, and nothing is sent', async () => {
    const desk = await deskOfAna()
    const answer = await submitAsBen(desk, 'send-text', { to: 'number:+14155550123', text: 'Hello' })
    expect(answer).toMatchObject({ errors: { to: expect.stringMatching(notAmongThem) as string } })
    expect(desk.carrier.texts).toEqual([])
  })

  it('is suggested no contacts', async () => {
    const desk = await deskOfAna()
    await desk.text('Hi')
    const event = { workspaceId: 'T1', identities: ['suggest'], author: ben, query: '415' } as const
    const response = await desk.chatEvents({ type: 'suggest', source: 'recipient', ...event })
    expect(await response.json()).toMatchObject({ suggestions: [] })
  })
})

describe('settings', () => {
  it('are changed by admins, and by others only when they are named', async () => {
    const desk = await deskOfAna()
    const roles = { send: 'U1' }
    expect(await submitAsBen(desk, 'settings', roles)).toMatchObject({
      errors: { send: expect.stringMatching(/Only admins/) as string },
    })
    await desk.threadline.settings.changeWorkspace({ roles: { settings: ['U2'] } })
    desk.chat.forms.splice(0)
    await clickAsBen(desk, 'settings')
    expect(desk.chat.forms).toMatchObject([{ name: 'settings' }])
  })

  it('say who may do what, which counts from then on', async () => {
    const desk = await openDesk()
    desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
    const event = {
      workspaceId: 'T1',
      identities: ['view'],
      author: { type: 'member', id: 'U1' },
      subject: '',
    } as const
    await desk.chatEvents({ type: 'form', form: 'settings', values: { send: ['U1'] }, ...event })
    expect(await desk.threadline.settings.workspace()).toMatchObject({ roles: { send: ['U1'] } })
    await clickAsBen(desk, 'send-text')
    expect(desk.chat.forms).toMatchObject([{ name: 'notice' }])
  })
})

describe('an admin who has left themselves out of those who text customers', () => {
  it('finds the settings on their home page, and nothing of customers', async () => {
    const desk = await deskOfAna()
    desk.chat.members.set('U3', { id: 'U3', name: 'Cleo', kind: 'full', isAdmin: true })
    await desk.text('Hi')
    for (const id of ['U2', 'U3']) {
      await desk.chatEvents({
        type: 'home-opened',
        workspaceId: 'T1',
        identities: [`home:${id}`],
        author: { type: 'member', id },
      })
    }
    await desk.settle()
    const shown = (id: string) => JSON.stringify(desk.chat.homes.get(id))
    expect([shown('U2'), shown('U3')].map((home) => home.includes('"action":"settings"'))).toEqual([false, true])
    for (const home of [shown('U2'), shown('U3')]) expect(home).not.toContain('415')
  })
})
