import { describe, expect, it } from 'vitest'
import { memoryStorage } from '../src/memory/index.js'
import { changeLane } from '../src/domain/lane.js'
import { numberDigest } from '../src/domain/number-digest.js'
import { rewrite } from './support/changes.js'
import { customer, memberMessage, openDesk, type Desk } from './support/desk.js'

/** Everything that is kept of a workspace about the first conversation, as text. */
const kept = (desk: Desk) =>
  desk.storage.transaction('T1', async (tx) => {
    const post = await tx.posts.find(desk.root().ref)
    const conversation = await tx.conversations.find(post?.conversationId ?? '')
    const contact = await tx.contacts.find(conversation?.contactId ?? '')
    const evidence = await tx.consents.list(contact?.id ?? '')
    const messages = await tx.messages.newest(conversation?.id ?? '', 100)
    return { contact, evidence, messages, all: JSON.stringify({ conversation, contact, evidence, messages }) }
  })

const erase = (desk: Desk) => desk.threadline.contacts.erase({ number: '(415) 555-0123' })

describe('erasing a contact', () => {
  it('leaves no name, number or word of theirs, or to them', async () => {
    const desk = await openDesk()
    const heard: string[] = []
    desk.threadline.on('contact.erased', ({ contactId }) => heard.push(contactId))
    await desk.threadline.contacts.add({ number: customer, name: 'Jane Doe', tags: ['Jane’s friends'] })
    await desk.text('My secret')
    await desk.reply('Dear Jane')
    await desk.text('please stop texting me')
    await desk.storage.transaction('T1', async (tx) => {
      const post = await tx.posts.find(desk.root().ref)
      const conversation = await tx.conversations.find(post?.conversationId ?? '')
      if (conversation) await tx.conversations.save({ ...conversation, subject: 'Jane', note: 'Jane', tags: ['Jane'] })
    })
    expect(await erase(desk)).toBe(true)
    await desk.settle()
    const { all, contact, evidence } = await kept(desk)
    for (const word of ['4155550123', 'Jane', 'secret', 'stop texting']) expect(all).not.toContain(word)
    expect(evidence).toMatchObject([{ change: 'held', text: '', matcher: expect.stringMatching(/^phrase:/) as string }])
    expect(heard).toEqual([contact?.id])
    expect(await erase(desk)).toBe(false)
    expect(await desk.threadline.contacts.erase({ contactId: contact?.id ?? '' })).toBe(true)
    expect(await desk.threadline.contacts.erase({ contactId: 'nobody' })).toBe(false)
  })

  it('is honest with whoever answers in the old thread, and still shows what becomes of old texts', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Hello')
    await erase(desk)
    await desk.reply('Are you still there?')
    expect(desk.chat.whispers.at(-1)?.view).toMatchObject({ text: expect.stringContaining('was erased') as string })
    expect(desk.carrier.texts).toHaveLength(1)
    await desk.receipt({ status: 'delivered' })
    expect(desk.chat.marks.at(-1)).toMatchObject({ mark: 'delivered' })
  })

  it('sends nothing any more that waited to be sent', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const failure = { category: 'rate-limited' } as const
    desk.carrier.script({ outcome: { type: 'refused', retryable: true, retryAfterMs: 60_000, failure } })
    await desk.reply('See you at four')
    await erase(desk)
    await desk.wait(120_000)
    expect(desk.carrier.texts).toEqual([])
    expect((await kept(desk)).messages[0]?.status).toBe('canceled')
  })

  it('asks nobody about a text of theirs that may have gone', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.carrier.script({ outcome: { type: 'unknown', failure: { category: 'provider-down' } } })
    await desk.reply('Perhaps')
    await erase(desk)
    await desk.wait(120_000)
    expect(desk.views('unsure')).toEqual([])
  })

  it('keeps no edit of a note about them, made before or after, and those about others', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    const about = async (messageId: string, text: string) => {
      const note = { channelId: 'C1', messageId }
      await rewrite(desk, note, text)
      return async () => JSON.stringify(await desk.storage.transaction('T1', (tx) => tx.outbox.head(changeLane(note))))
    }
    const before = await about('human-1', '// She is lying')
    expect(await before()).toContain('lying')
    await desk.text('Hi', '+14155550199')
    const other = { channelId: 'C1', messageId: 'human-2' }
    await rewrite(desk, other, '// He is right', { thread: desk.views('root')[1]?.ref })
    await erase(desk)
    const after = await about('human-3', '// She was lying')
    expect([await before(), await after()]).toEqual([undefined, undefined])
    const kept = await desk.storage.transaction('T1', (tx) => tx.outbox.head(changeLane(other)))
    expect(kept?.effect).toMatchObject({ change: { edit: { text: '// He is right' } } })
  })

  it('lets them begin anew: a new thread, and nothing of before', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await erase(desk)
    await desk.text('Hello again')
    const roots = desk.views('root')
    expect(roots).toHaveLength(2)
    await desk.reply('Welcome', { thread: roots[1]?.ref })
    expect(desk.carrier.texts.map(({ text, to }) => `${to} ${text}`)).toEqual([`${customer} Welcome`])
  })

  it('takes the card with their words away, and arms no timer for it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('Hello')
    await desk.text('My secret')
    await desk.wait(180_000)
    expect(desk.views('notification')).toHaveLength(1)
    await erase(desk)
    await desk.settle()
    expect(desk.views('notification')).toEqual([])
  })

  it('is finished by a second call when the first one was cut off', async () => {
    const inner = memoryStorage()
    let calls = 0
    let breaksAt = Infinity
    const storage: typeof inner = {
      ...inner,
      transaction: (workspaceId, work) => {
        calls += 1
        return calls === breaksAt ? Promise.reject(new Error('cut')) : inner.transaction(workspaceId, work)
      },
    }
    const desk = await openDesk({ storage })
    await desk.text('My secret')
    breaksAt = calls + 2
    await expect(erase(desk)).rejects.toThrow('cut')
    expect(await erase(desk)).toBe(true)
    expect((await kept(desk)).all).not.toMatch(/secret|4155550123/)
  })
})

describe('somebody who opted out and was erased', () => {
  const optedOut = async () => {
    const desk = await openDesk()
    await desk.text('STOP')
    await erase(desk)
    return desk
  }

  it('is still never texted: not by the host, a command, or after they are saved again', async () => {
    const desk = await optedOut()
    const send = () => desk.threadline.send({ to: customer, text: 'Sale!' })
    await expect(send()).rejects.toMatchObject({ code: 'send.opted_out' })
    await desk.threadline.contacts.add({ number: customer, name: 'Jane' })
    await desk.chatEvents(memberMessage('c1', { text: `send ${customer}: Sale!` }))
    await expect(send()).rejects.toMatchObject({ code: 'send.opted_out' })
    await desk.settle()
    expect(desk.carrier.sendCalls).toEqual([])
  })

  it('may write, and is answered only after START', async () => {
    const desk = await optedOut()
    await desk.text('Hi')
    const thread = desk.views('root').at(-1)?.ref
    await desk.reply('Hello', { thread })
    expect(desk.carrier.sendCalls).toEqual([])
    await desk.text('START')
    await desk.reply('Hello', { thread })
    expect(desk.carrier.texts).toHaveLength(1)
    await erase(desk)
    await expect(desk.threadline.send({ to: customer, text: 'Hi' })).resolves.toBeDefined()
  })

  it('is known by a digest that tells no number, and another one in each workspace', () => {
    const digest = numberDigest('key', customer)
    expect(digest).toMatch(/^[\w-]{43}$/)
    expect(numberDigest('other', customer)).not.toBe(digest)
    expect(numberDigest('key', '+14155550124')).not.toBe(digest)
  })
})
