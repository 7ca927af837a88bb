import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatFormEvent, Contact, FormView, FormValues, HostEvents } from '@threadline/core'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'
import { shownHead } from './support/heads.js'

let desk: Desk
beforeEach(async () => {
  desk = await openDesk()
  desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
})

let submissions = 0
async function submit(form: ChatFormEvent['form'], subject: string, values: FormValues, as = 'U1'): Promise<unknown> {
  const identities = [`view:${(submissions += 1)}`] as const
  const author = { type: 'member', id: as } as const
  const response = await desk.chatEvents({ type: 'form', workspaceId: 'T1', identities, form, subject, values, author })
  await desk.settle()
  return response.json()
}

const contacts = () => desk.threadline.contacts
const the = async (number: string): Promise<Contact> => {
  const contact = await contacts().find({ number })
  if (!contact) throw new Error('There is no such contact.')
  return contact
}
const lastForm = (): FormView => desk.chat.forms.at(-1)!
const second = '+14155550124'

describe('adding a contact', () => {
  it('takes a number in any notation, and a name that inbound texts are shown under from then on', async () => {
    await desk.text('Hi')
    await submit('contact', '', { number: '(415) 555-0123', name: ' Jane  Doe ', zone: 'America/Chicago', note: 'VIP' })
    expect(await the(customer)).toMatchObject({ name: 'Jane Doe', zone: 'America/Chicago', note: 'VIP' })
    expect(shownHead(desk).contact.name).toBe('Jane Doe')
    await desk.text('Again')
    expect(desk.views('message')[0]?.post.view).toMatchObject({ contact: { name: 'Jane Doe' } })
  })

  it('says whose a number is, but not when that is private to somebody else', async () => {
    await contacts().add({ number: customer, name: 'Jane Doe' })
    await contacts().add({ number: second, name: 'Secret', privateTo: 'U2' })
    const whose = async (number: string) => JSON.stringify(await submit('contact', '', { number, name: 'Other' }))
    expect(await whose(customer)).toContain('Jane Doe')
    expect(await whose(second)).toContain('private contact of a teammate')
    expect(await whose(second)).not.toContain('Secret')
    await expect(contacts().add({ number: customer, name: 'Other' })).rejects.toMatchObject({
      code: 'contact.number_taken',
    })
  })

  it.each([
    [{ number: '12', name: 'x' }, 'number'],
    [{ number: customer, name: 'x'.repeat(121) }, 'name'],
    [{ number: customer, name: 'x', zone: 'Mars/Olympus' }, 'zone'],
  ])('refuses %j', async (values, field) => {
    expect(await submit('contact', '', values)).toMatchObject({ errors: { [field]: expect.any(String) as string } })
    expect(await contacts().list()).toEqual([])
  })
})

describe('editing a contact', () => {
  it('changes what was filled in, and tells the host', async () => {
    const { id } = await contacts().add({ number: customer, name: 'Jane' })
    const told: Parameters<HostEvents['contact.changed']>[0][] = []
    desk.threadline.on('contact.changed', (event) => told.push(event))
    await submit('contact', id, { number: second, name: 'Jane Doe' })
    expect(await the(second)).toMatchObject({ id, name: 'Jane Doe' })
    expect(told).toMatchObject([{ before: { name: 'Jane' }, by: { type: 'member', id: 'U1' } }])
    await submit('contact', id, { number: second, name: 'Jane Doe' })
    expect(told).toHaveLength(1)
  })

  it('takes tags, which are suggested from then on, and finds contacts by them', async () => {
    await submit('contact', '', { number: customer, name: 'Jane', tags: ['#VIP', 'class of 30'] })
    expect((await the(customer)).tags).toEqual(['vip', 'class of 30'])
    const typed = { source: 'tag', query: 'cl', author: { type: 'member', id: 'U1' } } as const
    const suggested = await desk.chatEvents({ type: 'suggest', workspaceId: 'T1', identities: ['s'], ...typed })
    expect(await suggested.json()).toMatchObject({ suggestions: [{ value: 'class of 30' }, { label: '🏷 cl' }] })
    expect(await contacts().search('#vi')).toMatchObject([{ name: 'Jane' }])
    await contacts().tag({ number: customer }, 'New')
    await contacts().untag({ number: customer }, 'VIP')
    expect(await contacts().tagged('new')).toMatchObject([{ tags: ['class of 30', 'new'] }])
    const many = Array.from({ length: 21 }, (_, n) => `tag ${n}`)
    expect(await submit('contact', (await the(customer)).id, { name: 'Jane', tags: many })).toMatchObject({
      errors: { tags: 'There are at most 20 tags.' },
    })
    await submit('contact', (await the(customer)).id, { name: 'Jane' })
    expect(await the(customer)).not.toHaveProperty('tags', expect.anything())
  })

  it('keeps a number that texts were exchanged with', async () => {
    await desk.text('Hi')
    const answer = await submit('contact', (await the(customer)).id, { number: second, name: 'Jane' })
    expect(JSON.stringify(answer)).toContain('so it stays')
    expect((await the(customer)).name).toBeUndefined()
  })

  it('opens from the head of the thread with what is known', async () => {
    await desk.text('Hi')
    await contacts().edit({ number: customer }, { name: 'Jane', note: 'VIP' })
    await desk.click('edit-contact', (await the(customer)).id, desk.root())
    expect(lastForm()).toMatchObject({ name: 'contact', title: 'Edit contact' })
    expect(JSON.stringify(lastForm().items)).toContain('VIP')
  })
})

describe('a private contact', () => {
  it('is found by name by its owner only, until it is shared', async () => {
    await submit('contact', '', { number: customer, name: 'Jane Doe', private: 'on' })
    const found = async (memberId: string) => contacts().search('jane', 10, { memberId })
    expect([await found('U1'), await found('U2')]).toMatchObject([[{ name: 'Jane Doe' }], []])
    const author = { type: 'member', id: 'U2' } as const
    await desk.chatEvents(memberMessage('1', { text: 'send Jane Doe: hello', author }))
    await desk.settle()
    expect(desk.carrier.sendCalls).toEqual([])
    await submit('contact', (await the(customer)).id, { name: 'Jane Doe' }, 'U2')
    expect(await found('U2')).toEqual([])
    await submit('contact', (await the(customer)).id, { name: 'Jane Doe' })
    expect(await found('U2')).toHaveLength(1)
  })
})

describe('two numbers of one person', () => {
  beforeEach(async () => {
    await desk.text('From my mobile')
    await desk.text('From my office', second)
    await contacts().edit({ number: customer }, { name: 'Jane Doe' })
    await contacts().edit({ number: second }, { name: 'Office' })
    await submit('contact', (await the(second)).id, {
      name: 'Office',
      'same-as': `contact:${(await the(customer)).id}`,
    })
  })

  it('have one name and two conversations, each with its own consent', async () => {
    expect((await the(second)).name).toBe('Jane Doe')
    expect(desk.views('root')).toHaveLength(2)
    await desk.text('STOP', second)
    expect([(await the(customer)).consent, (await the(second)).consent]).toEqual(['open', 'opted-out'])
  })

  it('have the tags of both, and keep their own when that is undone', async () => {
    await contacts().unmerge({ number: second })
    await contacts().tag({ number: customer }, 'vip')
    await contacts().tag({ number: second }, 'office')
    await contacts().merge({ number: second }, { number: customer })
    expect((await the(customer)).tags).toEqual(['vip', 'office'])
    await contacts().unmerge({ number: second })
    expect((await the(second)).tags).toEqual(['office'])
  })

  it('are renamed together, and a command to the name means the first of them', async () => {
    await contacts().edit({ number: second }, { name: 'Jane Roe' })
    expect((await the(customer)).name).toBe('Jane Roe')
    await desk.chatEvents(memberMessage('1', { text: 'send Jane Roe: hello' }))
    await desk.settle()
    expect(desk.carrier.texts.map(({ to }) => to)).toEqual([customer])
  })

  it('are two again by their own names when that is undone', async () => {
    await contacts().unmerge({ number: second })
    expect(await the(second)).toMatchObject({ name: 'Office' })
    expect((await the(second)).mergedInto).toBeUndefined()
  })

  it('part when one of them is erased: the other does not keep the name', async () => {
    await contacts().erase({ number: customer })
    expect((await the(second)).name).toBe('Office')
  })

  it('cannot be merged in a circle', async () => {
    await expect(contacts().merge({ number: customer }, { number: second })).rejects.toMatchObject({
      code: 'contact.invalid',
    })
  })
})

describe('a blocked contact', () => {
  it('is neither shown nor notified of nor texted, and the head says so', async () => {
    await desk.text('Hi')
    const { id } = await the(customer)
    await desk.click('block-contact', id)
    expect(shownHead(desk).head.isBlocked).toBe(true)
    await desk.text('Can you see me?')
    await desk.wait(200_000)
    expect(desk.views('message')).toEqual([])
    expect(desk.views('notification')).toEqual([])
    await desk.reply('No')
    await expect(desk.threadline.send({ to: customer, text: 'No' })).rejects.toMatchObject({ code: 'send.blocked' })
    expect(desk.carrier.sendCalls).toEqual([])
    expect(desk.chat.whispers[0]?.view).toMatchObject({ text: expect.stringContaining('blocked') as string })
    await desk.click('unblock-contact', id)
    await desk.reply('Yes')
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['Yes'])
  })

  it('is not sent what was queued before', async () => {
    await desk.text('Hi')
    const failure = { category: 'rate-limited' } as const
    desk.carrier.script({ outcome: { type: 'refused', retryable: true, retryAfterMs: 30_000, failure } })
    await desk.reply('waiting to leave')
    await contacts().block({ number: customer })
    await desk.wait(60_000)
    expect(desk.carrier.texts).toEqual([])
    expect(desk.views('notice').at(-1)?.post.view).toMatchObject({ text: expect.stringContaining('blocked') as string })
  })

  it('can still opt out', async () => {
    await desk.text('Hi')
    await contacts().block({ number: customer })
    await desk.text('STOP')
    expect((await the(customer)).consent).toBe('opted-out')
    expect(desk.views('consent')).toEqual([])
  })
})

describe('the panel of contacts', () => {
  it('searches, and offers Text, Edit and Block for whoever is found', async () => {
    await contacts().add({ number: customer, name: 'Jane Doe' })
    await contacts().add({ number: second, name: 'Roe' })
    await desk.click('contacts', '')
    expect(lastForm().items.filter(({ type }) => type === 'entry')).toHaveLength(2)
    const answer = (await submit('contacts', '', { query: '415-555-0123' })) as { readonly form: FormView }
    const entries = answer.form.items.filter((item) => item.type === 'entry')
    expect(entries.map(({ title }) => title)).toEqual(['Jane Doe · +1 415 555 0123'])
    expect(entries[0]?.buttons?.map(({ label }) => label)).toEqual(['Text', 'Edit', 'Block'])
    await desk.click('text-contact', (await the(customer)).id)
    expect(lastForm()).toMatchObject({ name: 'send-text' })
    expect(JSON.stringify(lastForm())).toContain('Jane Doe')
  })
})
