import type { ActionName, FormName, Member } from '@threadline/core'
import { describe, expect, it } from 'vitest'
import { actions } from '../src/flows/actions/index.js'
import { forms } from '../src/flows/forms/index.js'
import { openDesk, type Desk } from './support/desk.js'

/** Of both lists the types say that they are complete, so a new button or form is tried as well. */
const everyAction = (Object.keys(actions) as ActionName[]).filter((action) => action !== 'open-thread')
const everyForm = Object.keys(forms) as FormName[]

/** Who may do nothing at all, and what they are told. */
const outsiders: readonly (readonly [Member, RegExp])[] = [
  [{ id: 'U7', name: 'Gus', kind: 'guest' }, /Only members of this workspace/],
  [{ id: 'U8', name: 'Eve', kind: 'external' }, /Only members of this workspace/],
  [{ id: 'U9', name: 'Ben', kind: 'full' }, /not among those who text customers|Only admins/],
]

/** A desk with something in it for every button, at which only Ana may text. */
async function busyDesk(): Promise<Desk> {
  const desk = await openDesk()
  for (const [member] of outsiders) desk.chat.members.set(member.id, member)
  await desk.threadline.settings.changeWorkspace({ roles: { send: ['U1'] } })
  await desk.text('Hi')
  await desk.reply('Hello')
  return desk
}

/** Everything that a click or a form could change, and everything that is shown. */
async function everything({ carrier, chat, storage }: Desk): Promise<string> {
  const kept = await storage.transaction('T1', async (tx) => {
    const conversations = await tx.conversations.list({}, 50)
    const contacts = await tx.contacts.list(undefined, 50)
    const messages = await Promise.all(conversations.map(({ id }) => tx.messages.newest(id, 50)))
    const evidence = await Promise.all(contacts.map(({ id }) => tx.consents.list(id)))
    const broadcasts = await tx.broadcasts.list(50)
    const settings = await Promise.all(['workspace', 'lines', 'templates'].map((name) => tx.settings.find(name)))
    return { conversations, contacts, messages, evidence, broadcasts, settings }
  })
  return JSON.stringify([kept, carrier.texts, chat.posts])
}

/** Ids of everything that a button can be about, so that each finds something that it would change. */
async function subjects(desk: Desk): Promise<readonly string[]> {
  return desk.storage.transaction('T1', async (tx) => {
    const [conversation] = await tx.conversations.list({}, 1)
    const [contact] = await tx.contacts.list(undefined, 1)
    const [message] = conversation ? await tx.messages.newest(conversation.id, 1) : []
    return [conversation?.id ?? '', contact?.id ?? '', message?.id ?? '', 'main', '']
  })
}

describe.each(outsiders)('$name, who is $kind and may do nothing', ({ id, kind }, sentence) => {
  const author = { type: 'member', id } as const

  it('is refused every button in a post politely, and nothing changes', async () => {
    const desk = await busyDesk()
    const before = await everything(desk)
    for (const action of everyAction) {
      for (const subject of await subjects(desk)) {
        desk.chat.whispers.splice(0)
        const identities = [`click:${action}:${subject}`] as const
        const place = { post: desk.root().ref, trigger: 'now' }
        await desk.chatEvents({ type: 'action', action, workspaceId: 'T1', identities, author, subject, ...place })
        await desk.settle()
        expect(desk.chat.whispers, action).toMatchObject([{ target: { onlyFor: id } }])
        expect(JSON.stringify(desk.chat.whispers), action).toMatch(sentence)
      }
    }
    expect(desk.chat.forms).toEqual([])
    expect(await everything(desk)).toBe(before)
  })

  it('is refused every button in a form politely, and nothing changes', async () => {
    const desk = await busyDesk()
    const before = await everything(desk)
    for (const action of everyAction) {
      desk.chat.forms.splice(0)
      const identities = [`click:${action}`] as const
      const place = { formId: 'V1', trigger: 'now', subject: 'main' }
      await desk.chatEvents({ type: 'action', action, workspaceId: 'T1', identities, author, ...place })
      await desk.settle()
      expect(desk.chat.forms, action).toMatchObject([{ name: 'notice' }])
      expect(JSON.stringify(desk.chat.forms), action).toMatch(sentence)
    }
    expect(await everything(desk)).toBe(before)
  })

  it.each([{}, { text: 'Hello', name: 'Eve' }])(
    'is refused every form politely, and nothing changes (%j)',
    async (values) => {
      const desk = await busyDesk()
      const before = await everything(desk)
      for (const form of everyForm) {
        const identities = [`form:${form}`] as const
        const event = { type: 'form', form, workspaceId: 'T1', identities, author, subject: 'main', values } as const
        const answer: unknown = await (await desk.chatEvents(event)).json()
        await desk.settle()
        expect(JSON.stringify(answer), form).toMatch(sentence)
        // A form without a field has none to say it at.
        expect(answer, form).toMatchObject({ type: Object.keys(values).length === 0 ? 'form' : 'form-errors' })
      }
      expect(await everything(desk), kind).toBe(before)
    },
  )
})
