import type { ChatChannelEvent, ChatMessageEvent, Conversation } from '@threadline/core'
import { memberMessage, openDesk, type Desk } from './desk.js'
import type { MadeChannel } from './chat-double.js'

export type DeskWithChannel = Desk & {
  /** The one conversation there is. */
  conversation(): Promise<Conversation>
  /** The last channel that was made. */
  channel(): MadeChannel
  /** A member writes at the top of that channel. */
  write(text: string, overrides?: Partial<ChatMessageEvent>): Promise<void>
  /** Something becomes of that channel. */
  change(kind: ChatChannelEvent['kind'], overrides?: Partial<ChatChannelEvent>): Promise<void>
  /** Texts that reached a phone. */
  sent(): readonly string[]
  /** What stands in a channel, or in the thread, as words. */
  shownIn(place: string): readonly string[]
  whispered(): readonly string[]
}

/** A desk on which a customer has texted. */
export async function deskWithConversation(overrides: Parameters<typeof openDesk>[0] = {}): Promise<DeskWithChannel> {
  const desk = await openDesk(overrides)
  let count = 0
  const id = () => `own-${(count += 1)}`
  const channel = () => desk.chat.made.at(-1) ?? fail()
  const whole: DeskWithChannel = {
    ...desk,
    channel,
    async conversation() {
      const [found] = await desk.storage.transaction('T1', ({ conversations }) => conversations.list({}, 1))
      return found ?? fail()
    },
    async write(text, overriding = {}) {
      const name = id()
      await desk.chatEvents(
        memberMessage(name, { text, post: { channelId: channel().id, messageId: `human-${name}` }, ...overriding }),
      )
      await desk.settle()
    },
    async change(kind, overriding = {}) {
      const event = { type: 'channel', workspaceId: 'T1', identities: [id()], kind, channelId: channel().id } as const
      await desk.chatEvents({ ...event, ...overriding })
      await desk.settle()
    },
    sent: () => desk.carrier.texts.map(({ text }) => text),
    shownIn: (place) =>
      desk.chat.posts
        .filter(({ post: { target } }) => (place === 'thread' ? target.thread !== undefined : target.channel === place))
        .map(({ post: { view } }) => ('message' in view ? view.message.text : 'text' in view ? view.text : view.type)),
    whispered: () => desk.chat.whispers.map(({ view }) => ('text' in view ? view.text : view.type)),
  }
  await whole.text('Hi')
  return whole
}

/** A desk on which the conversation has a channel of its own. */
export async function deskWithChannel(overrides: Parameters<typeof openDesk>[0] = {}): Promise<DeskWithChannel> {
  const desk = await deskWithConversation(overrides)
  await desk.click('create-channel', (await desk.conversation()).id)
  return desk
}

function fail(): never {
  throw new Error('There is none.')
}
