import { describe, expect, it } from 'vitest'
import type { ChatMessageEvent, SendMode } from '@threadline/core'
import { deskWithConversation, type DeskWithChannel } from './support/at-channel.js'
import { remove, rewrite } from './support/changes.js'
import { fc } from './support/fast-check.js'
import { customer, memberMessage, openDesk, ourNumber } from './support/desk.js'
import { fileChat, picture, pictures } from './support/file-double.js'

const modes = ['reply-all', 'mention-to-send', 'confirm-first', 'alerts-only'] as const

/** The first one three times out of four, so that what stands in the way of a text is seldom there. */
const mostly = <Value>(usual: Value, ...others: readonly Value[]) =>
  fc.oneof({ arbitrary: fc.constant(usual), weight: 3 }, { arbitrary: fc.constantFrom(...others), weight: 1 })

/** Where and how somebody says something. */
const remark = fc.record({
  type: fc.constant('remark' as const),
  place: fc.constantFrom(
    'thread' as const,
    'thread' as const,
    'own-channel' as const,
    'own-channel' as const,
    'own-channel-thread' as const,
    'former-channel' as const,
    'former-channel' as const,
    'card' as const,
    'other-thread' as const,
    'channel' as const,
    'elsewhere' as const,
  ),
  /** `other`: a full member who is not among those who text customers, when somebody is named. */
  author: mostly('full' as const, 'other' as const, 'guest' as const, 'app' as const, 'external' as const),
  kind: mostly<ChatMessageEvent['kind']>('plain', 'broadcast', 'other'),
  prefix: mostly('', '//', '🔒 ', '  // '),
  /** `untold`: nobody can tell what it is. */
  file: mostly('none' as const, 'picture' as const, 'untold' as const, 'page' as const),
  mentionsApp: mostly(false, true),
  /** A word that closes the conversation, and nothing else. */
  isWord: mostly(false, true),
  /** What becomes of the question, where there is one. */
  answer: fc.constantFrom('send' as const, 'keep' as const, 'nothing' as const, 'delete' as const, 'edit' as const),
})

/** What can become of the conversation in between. */
const event = fc.record({
  type: fc.constant('event' as const),
  what: fc.constantFrom(
    'create' as const,
    'create' as const,
    'close' as const,
    'archive' as const,
    'unarchive' as const,
    'delete' as const,
    'remove' as const,
    'share' as const,
    'silent-archive' as const,
  ),
})
const modeChange = fc.record({ type: fc.constant('mode' as const), mode: fc.constantFrom(...modes) })
/** Who may text customers from now on. */
/** Somebody asks for every text of the conversation to be sent again, with its files or with links to them. */
const retryAll = fc.constant({ type: 'retry-all' as const })
const roleChange = fc.record({ type: fc.constant('roles' as const), isForAll: fc.boolean() })
/** The team texts many at once: nobody gets anything of it but its text. */
const broadcast = fc.record({ type: fc.constant('broadcast' as const) })
const happening = fc.oneof(
  { arbitrary: remark, weight: 5 },
  { arbitrary: event, weight: 2 },
  { arbitrary: modeChange, weight: 1 },
  { arbitrary: roleChange, weight: 1 },
  { arbitrary: retryAll, weight: 1 },
  { arbitrary: broadcast, weight: 1 },
)

type Remark = typeof remark extends fc.Arbitrary<infer Value> ? Value : never
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never

/** Where the conversation is, and what is texted there. */
interface Standing {
  readonly channel: string | undefined
  readonly mode: SendMode
  readonly isForAll: boolean
}

/** The rule in the words of the product, written a second time: the words that the contact gets, if any. */
function wordsForTheContact(said: Remark, { channel, isForAll, mode }: Standing, index: number): string | undefined {
  const isHere = channel === undefined ? said.place === 'thread' : said.place === 'own-channel'
  const isPlain = said.kind === 'plain' || (said.kind === 'broadcast' && said.place === 'thread')
  const isAuthorised = said.author === 'full' || (said.author === 'other' && isForAll)
  const hasPicture = said.file === 'picture'
  const isWord = said.isWord && !hasPicture
  const isTyped = isPlain && isAuthorised && said.prefix === '' && !isWord && (hasPicture || said.file === 'none')
  if (!isHere || !isTyped) return undefined
  const text = said.isWord ? 'close' : `remark ${index}`
  const words = hasPicture ? `${text} with F1.png` : text
  switch (mode) {
    case 'reply-all':
      return said.mentionsApp ? undefined : words
    case 'mention-to-send':
      return said.mentionsApp ? words : undefined
    case 'confirm-first':
      if (said.mentionsApp) return undefined
      if (said.answer === 'edit') return `${text} edited`
      return said.answer === 'send' ? words : undefined
    case 'alerts-only':
      return undefined
    default:
      return mode satisfies never
  }
}

function wordsOf(one: Happening, standing: Standing, index: number): string | undefined {
  if (one.type === 'broadcast') return `broadcast ${index}`
  return one.type === 'remark' ? wordsForTheContact(one, standing, index) : undefined
}

describe('what is said inside', () => {
  it.each(modes)(
    'never reaches a contact, over random histories that begin with %s; what is meant for them does, in order',
    async (lineMode) => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 30, size: 'max' }), async (happenings) => {
          const lines = [{ senders: [{ provider: 'carrier', address: ourNumber }], sendMode: lineMode }] as const
          const desk = await deskWithConversation({ lines, chat: fileChat([picture('F1')]) })
          Object.assign(desk.carrier.capabilities, { media: pictures })
          await desk.wait(180_000)
          await desk.text('Anybody there?')
          desk.chat.members.set('U2', { id: 'U2', name: 'Ben', kind: 'full' })
          const meant: string[] = []
          for (const [index, one] of happenings.entries()) {
            const standing = await standingOf(desk, lineMode)
            const words = wordsOf(one, standing, index)
            if (words !== undefined) meant.push(words)
            await happen(desk, one, index)
          }
          await desk.wait(60_000)
          expect(sentBy(desk)).toEqual(meant)
        }),
        { numRuns: 60 },
      )
    },
  )
})

const sentBy = ({ carrier }: DeskWithChannel): readonly string[] =>
  carrier.texts.map(({ media = [], text }) => [text, ...media.map(({ fileName }) => fileName)].join(' with '))

async function standingOf(desk: DeskWithChannel, lineMode: SendMode): Promise<Standing> {
  const { place } = await desk.conversation()
  const isForAll = (await desk.threadline.settings.workspace()).roles?.send === undefined
  if (place.type === 'thread') return { channel: undefined, mode: lineMode, isForAll }
  // An archive that nobody was told of is noticed only when something is posted; what is typed there cannot be.
  return { channel: place.channel, mode: place.mode ?? 'reply-all', isForAll }
}

async function happen(desk: DeskWithChannel, one: Happening, index: number): Promise<void> {
  if (one.type === 'remark') return say(desk, one, index)
  if (one.type === 'roles')
    return desk.threadline.settings.changeWorkspace({ roles: one.isForAll ? {} : { send: ['U1'] } })
  if (one.type === 'broadcast') return textMany(desk, `broadcast ${index}`)
  const { id, place } = await desk.conversation()
  if (one.type === 'retry-all') return retryEverything(desk, id)
  if (one.type === 'mode') return void (await desk.threadline.conversations.setChannelMode(id, one.mode))
  const channelId = place.type === 'direct' ? place.channel : desk.chat.made.at(-1)?.id
  const change = async (kind: Parameters<DeskWithChannel['change']>[0]) =>
    channelId === undefined ? undefined : desk.change(kind, { channelId })
  const gone = (category: 'archived' | 'place-missing' | 'not-in-place') =>
    channelId === undefined ? undefined : desk.chat.gone.set(channelId, category)
  switch (one.what) {
    case 'create':
      return desk.click('create-channel', id)
    case 'close':
      return desk.click('close-channel', id)
    case 'archive':
      gone('archived')
      return change('archived')
    case 'silent-archive':
      if (place.type === 'thread') return
      gone('archived')
      return desk.text(`text ${index}`)
    case 'unarchive':
      if (channelId !== undefined) desk.chat.gone.delete(channelId)
      return change('unarchived')
    case 'delete':
      gone('place-missing')
      return change('deleted')
    case 'remove':
      gone('not-in-place')
      return change('left')
    case 'share':
      return change('shared')
    default:
      one.what satisfies never
  }
}

async function textMany({ settle, threadline }: DeskWithChannel, text: string): Promise<void> {
  const { id } = await threadline.broadcasts.create({ to: { numbers: [customer] }, text })
  await threadline.broadcasts.start(id)
  await settle()
}

async function say(desk: DeskWithChannel, said: Remark, index: number): Promise<void> {
  const at = await placeOf(desk, said, index)
  if (!at) return
  const text = `${said.prefix}${said.isWord ? 'close' : `remark ${index}`}`
  const { file, kind, mentionsApp } = said
  const written = { ...at, author: authorOf(said), kind, text, mentionsApp, ...filesOf[file] }
  const message = memberMessage(`${index}`, written)
  const asked = desk.views('ask').length
  await desk.chatEvents(message)
  await desk.settle()
  // An earlier question about the same words may still be open.
  if (desk.views('ask').length > asked) await answer(desk, said, message)
}

const filesOf = {
  none: {},
  picture: { hasFiles: true, files: [picture('F1')] },
  untold: { hasFiles: true },
  page: { hasFiles: true, files: [picture('F1', { problem: 'no-file' })] },
} as const

type At = Pick<ChatMessageEvent, 'post' | 'thread'>

async function placeOf(desk: DeskWithChannel, { place }: Remark, index: number): Promise<At | undefined> {
  const messageId = `human-${index}`
  const shared = { channelId: 'C1', messageId }
  const now = (await desk.conversation()).place
  switch (place) {
    case 'thread':
      return { post: shared, thread: desk.root().ref }
    case 'own-channel':
      return now.type === 'direct' ? { post: { channelId: now.channel, messageId } } : undefined
    case 'own-channel-thread': {
      const inside = now.type === 'direct' && desk.chat.posts.find(({ ref }) => ref.channelId === now.channel)
      return inside ? { post: { ...inside.ref, messageId }, thread: inside.ref } : undefined
    }
    case 'former-channel': {
      const former = desk.chat.made.find(({ id }) => id !== now.channel)
      return former && { post: { channelId: former.id, messageId } }
    }
    case 'card':
      return { post: shared, thread: desk.views('notification')[0]?.ref ?? { channelId: 'C1', messageId: 'gone' } }
    case 'other-thread':
      return { post: shared, thread: { channelId: 'C1', messageId: 'somebody-else' } }
    case 'channel':
      return { post: shared }
    case 'elsewhere':
      return { post: { channelId: 'C9', messageId } }
    default:
      return place satisfies never
  }
}

/** Does with the question about something, if there is one, what was decided. */
async function answer(desk: DeskWithChannel, { answer: decided }: Remark, message: ChatMessageEvent): Promise<void> {
  const question = desk.views('ask').at(-1)
  const view = question?.post.view
  if (view?.type !== 'ask' || view.text.split('\n')[0] !== message.text) return
  switch (decided) {
    case 'send':
      await desk.click('send-typed', view.messageId, question)
      return desk.click('send-typed', view.messageId, question)
    case 'keep':
      await desk.click('keep-inside', view.messageId, question)
      return desk.click('send-typed', view.messageId, question)
    case 'delete':
      await remove(desk, message.post, message.author)
      return desk.click('send-typed', view.messageId, question)
    case 'edit':
      await rewrite(desk, message.post, `${message.text} edited`, { author: message.author })
      return desk.click('send-typed', view.messageId, desk.views('ask').at(-1))
    case 'nothing':
      return
    default:
      decided satisfies never
  }
}

function authorOf({ author }: Remark): ChatMessageEvent['author'] {
  if (author === 'app') return { type: 'app' }
  if (author === 'external') return { type: 'external', id: 'X1' }
  return { type: 'member', id: { full: 'U1', other: 'U2', guest: 'UGUEST' }[author] }
}
describe('somebody who could think that it went', () => {
  it.each([
    ['a guest', { author: { type: 'member', id: 'UGUEST' } }, 'post-notice'],
    ['somebody from outside', { author: { type: 'external', id: 'X1' } }, 'whisper'],
    ['a member with a file', { hasFiles: true }, 'whisper'],
  ] as const)('%s is told that it did not', async (_who, overrides, how) => {
    const desk = await openDesk()
    await desk.text('Hi')
    await desk.reply('hello', overrides)
    expect(desk.carrier.sendCalls).toEqual([])
    const said =
      how === 'whisper'
        ? desk.chat.whispers.map((post) => post.view)
        : desk.views('notice').map(({ post }) => post.view)
    expect(said).toMatchObject([{ text: expect.stringMatching(/^Not sent/) as string }])
  })

  it('keeps a text waiting while the platform cannot say who wrote it', async () => {
    const desk = await openDesk()
    await desk.text('Hi')
    desk.chat.script('member', { outcome: { type: 'unknown', failure: { category: 'platform-down' } } })
    await desk.reply('hello')
    expect(desk.carrier.sendCalls).toEqual([])
    await desk.wait(60_000)
    expect(desk.carrier.texts.map(({ text }) => text)).toEqual(['hello'])
  })
})

/** Nothing here has failed, so that nothing may be sent: least of all what was kept inside. */
async function retryEverything(desk: DeskWithChannel, conversationId: string): Promise<void> {
  const kept = await desk.storage.transaction('T1', ({ messages }) => messages.newest(conversationId, 100))
  for (const { id } of kept) {
    await desk.click('retry', id)
    await desk.click('send-as-link', id)
  }
}
