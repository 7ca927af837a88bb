import type { Message } from '@threadline/core'
import { carrierUnknown } from '../support/carrier-double.js'
import { customer, type Desk } from '../support/desk.js'

/** What buttons and forms are about. Each is brought about anew on a desk, and answers with its id. */

export const other = '+14155550124'

const minute = 60_000

/** A conversation with a text that nobody has answered. */
export async function conversation(desk: Desk): Promise<string> {
  await desk.text('Hi')
  return idOfConversation(desk)
}

/** One that somebody has answered: who answers makes no difference to how it stands any more. */
export async function answered(desk: Desk): Promise<string> {
  await desk.text('Hi')
  await desk.reply('Hello')
  return idOfConversation(desk)
}

export async function closed(desk: Desk): Promise<string> {
  const id = await answered(desk)
  await desk.threadline.conversations.setStatus(id, 'closed')
  await desk.settle()
  return id
}

export async function owned(desk: Desk): Promise<string> {
  const id = await answered(desk)
  await desk.threadline.conversations.assign(id, 'U1')
  await desk.settle()
  return id
}

/** One that lives in a channel of its own. */
export async function inChannel(desk: Desk): Promise<string> {
  const id = await answered(desk)
  await desk.threadline.conversations.createChannel(id, ['U1'])
  await desk.settle()
  return id
}

export const channelOf = (desk: Desk): string => desk.chat.made.at(-1)?.id ?? ''

async function idOfConversation({ threadline }: Desk): Promise<string> {
  const [first] = await threadline.conversations.list({}, 1)
  return first?.id ?? ''
}

export async function newest(desk: Desk): Promise<Message> {
  const id = await idOfConversation(desk)
  const [message] = await desk.storage.transaction('T1', ({ messages }) => messages.newest(id, 1))
  if (!message) throw new Error('There is no message.')
  return message
}

/** A text of which nobody knows whether it left. */
export async function unsure(desk: Desk): Promise<string> {
  await answered(desk)
  desk.carrier.script({ outcome: carrierUnknown })
  await desk.reply('Are you there?')
  await desk.wait(10 * minute)
  return (await newest(desk)).id
}

/** A text that did not arrive. */
export async function failed(desk: Desk): Promise<string> {
  await answered(desk)
  const failure = { category: 'account', code: '1', detail: 'No money.' } as const
  desk.carrier.script({ outcome: { type: 'refused', retryable: false, failure } })
  await desk.reply('Are you there?')
  return (await newest(desk)).id
}

/** What somebody typed where texts are confirmed first. */
export async function asked(desk: Desk): Promise<string> {
  await answered({ ...desk, reply: (text) => desk.reply(text, { author: { type: 'app' } }) })
  await desk.threadline.conversations.setStatus(await idOfConversation(desk), 'open')
  await desk.reply('Shall I?')
  return (await newest(desk)).id
}

/** What somebody typed that can still be taken back. */
export async function typed(desk: Desk): Promise<string> {
  await desk.text('Hi')
  await desk.threadline.conversations.setStatus(await idOfConversation(desk), 'open')
  await desk.reply('Helo', { post: { channelId: 'C1', messageId: 'human-typed' } })
  return (await newest(desk)).id
}

/** A contact who may have asked to stop. */
export async function held(desk: Desk): Promise<string> {
  await answered(desk)
  await desk.text('please stop texting me')
  return idOfConversation(desk)
}

export async function scheduled(desk: Desk): Promise<string> {
  await answered(desk)
  const at = new Date(desk.clock.now().getTime() + 60 * minute)
  const { messageId } = await desk.threadline.send({ to: customer, text: 'Open on Sunday', at })
  await desk.settle()
  return messageId
}

/** A contact who is at rest: named, texted and answered. */
export async function contact(desk: Desk): Promise<string> {
  await answered(desk)
  const { id } = await desk.threadline.contacts.edit({ number: customer }, { name: 'Jane Doe' })
  await desk.settle()
  return id
}

export async function blocked(desk: Desk): Promise<string> {
  const id = await contact(desk)
  await desk.threadline.contacts.block({ contactId: id })
  return id
}

export async function optedOut(desk: Desk): Promise<string> {
  const id = await contact(desk)
  await desk.threadline.contacts.optOut({ contactId: id })
  return id
}

/** The other number of the same person. */
export async function merged(desk: Desk): Promise<string> {
  const id = await contact(desk)
  const { threadline } = desk
  const second = await threadline.contacts.add({ number: other, name: 'Jane at work' })
  await threadline.contacts.merge({ contactId: second.id }, { contactId: id })
  return second.id
}

export async function broadcast({ threadline }: Desk): Promise<string> {
  const { id } = await threadline.broadcasts.create({ to: { numbers: [customer, other] }, text: 'Open on Sunday' })
  return id
}

export async function running(desk: Desk): Promise<string> {
  const id = await broadcast(desk)
  await desk.threadline.broadcasts.start(id)
  return id
}

export async function paused(desk: Desk): Promise<string> {
  const id = await running(desk)
  await desk.threadline.broadcasts.pause(id)
  return id
}

/** A broadcast with a text of which nobody knows whether it left. */
export async function unsureBroadcast(desk: Desk): Promise<string> {
  desk.carrier.script({ outcome: carrierUnknown })
  const id = await running(desk)
  await desk.wait(10 * minute)
  return id
}

/** The second of two keyword rules. */
export async function rule(desk: Desk): Promise<string> {
  await desk.threadline.settings.changeLine('main', {
    keywordRules: [
      { id: 'hours', words: ['hours'], match: 'word', reply: 'From nine to five.' },
      { id: 'price', words: ['price'], match: 'word', reply: 'Three.' },
    ],
  })
  return 'price main'
}

export async function template({ threadline }: Desk): Promise<string> {
  const { id } = await threadline.templates.save({ name: 'Ready', text: 'Your order is ready.' })
  return id
}

export const line = async (): Promise<string> => 'main'
export { customer } from '../support/desk.js'
