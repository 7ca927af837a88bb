import { describe, expect, it } from 'vitest'
import type { ChatMessageEvent, LineOptions } from '@threadline/core'
import { fc } from './support/fast-check.js'
import { chatUnknown } from './support/chat-double.js'
import { remove, rewrite } from './support/changes.js'
import { memberMessage, openDesk, ourNumber, type Desk } from './support/desk.js'

/** Where and how somebody says something. Only the first of each list may reach the contact. */
const remark = fc.record({
  place: fc.constantFrom<'conversation' | 'card' | 'other-thread' | 'channel' | 'elsewhere'>(
    'conversation',
    'card',
    'other-thread',
    'channel',
    'elsewhere',
  ),
  author: fc.constantFrom<'full' | 'guest' | 'app' | 'external'>('full', 'full', 'guest', 'app', 'external'),
  kind: fc.constantFrom<ChatMessageEvent['kind']>('plain', 'plain', 'broadcast', 'other'),
  prefix: fc.constantFrom('', '', '//', '🔒 ', '  // '),
  hasFiles: fc.boolean(),
  mentionsApp: fc.boolean(),
  /** What its author does to it afterwards. */
  afterwards: fc.constantFrom<'nothing' | 'edit' | 'make-a-note' | 'delete'>(
    'nothing',
    'nothing',
    'edit',
    'make-a-note',
    'delete',
  ),
  /** Slack may tell of that before it tells of the remark. */
  overtakes: fc.boolean(),
})

/** When a reply leaves: at once, after its undo window, or once the root that it answers is recorded. */
const when = fc.constantFrom<'at-once' | 'after-window' | 'with-late-root'>('at-once', 'after-window', 'with-late-root')

type Remark = typeof remark extends fc.Arbitrary<infer Value> ? Value : never

/** The rule in the words of the product, written a second time. */
function mayReachTheContact({ author, hasFiles, kind, mentionsApp, place, prefix }: Remark): boolean {
  return place === 'conversation' && author === 'full' && kind !== 'other' && prefix === '' && !hasFiles && !mentionsApp
}

describe('an edit or a deletion', () => {
  it('never makes anything leave, over random histories; until a text has left it changes or cancels it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(remark, { minLength: 1, maxLength: 25 }), when, async (remarks, leaves) => {
        const hasWindow = leaves === 'after-window'
        const desk = await openDesk({ lines: lineWith(hasWindow ? 600_000 : 0) })
        if (leaves === 'with-late-root') desk.chat.script('post', { outcome: chatUnknown, wasAccepted: true })
        await desk.text('Hi')
        if (leaves !== 'with-late-root') await desk.wait(180_000)
        await desk.text('Anybody there?')
        for (const [index, one] of remarks.entries()) {
          if (one.overtakes) await change(desk, one, index)
          await say(desk, one, index)
          if (!hasWindow) await desk.settle()
          if (!one.overtakes) await change(desk, one, index)
        }
        await desk.wait(660_000)
        const meant = remarks.flatMap((one, index) =>
          mayReachTheContact(one) ? wordsOf(one, index, leaves !== 'at-once') : [],
        )
        expect(desk.carrier.texts.map(({ text }) => text)).toEqual(meant)
      }),
      { numRuns: 100 },
    )
  })
})

const lineWith = (undoWindowMs: number): readonly [LineOptions] => [
  { senders: [{ provider: 'carrier', address: ourNumber }], undoWindowMs },
]

/** What the contact reads of a remark that was meant for them: nothing that was changed once it had left. */
function wordsOf({ afterwards, overtakes }: Remark, index: number, isInTimeAnyway: boolean): readonly string[] {
  const isInTime = isInTimeAnyway || overtakes
  if (!isInTime || afterwards === 'nothing') return [`remark ${index}`]
  return afterwards === 'edit' ? [`edited ${index}`] : []
}

async function change(desk: Desk, said: Remark, index: number): Promise<void> {
  const post = postOf(said, index)
  const [author, thread] = [authorOf(said), threadOf(desk, said)]
  if (said.afterwards === 'edit') await rewrite(desk, post, `edited ${index}`, { author, thread })
  if (said.afterwards === 'make-a-note') await rewrite(desk, post, `// ${index}`, { author, thread })
  if (said.afterwards === 'delete') await remove(desk, post, author)
}

const postOf = ({ place }: Remark, index: number) => ({
  channelId: place === 'elsewhere' ? 'C9' : 'C1',
  messageId: `human-${index}`,
})

async function say(desk: Desk, said: Remark, index: number): Promise<void> {
  await desk.chatEvents(
    memberMessage(`${index}`, {
      thread: threadOf(desk, said),
      isThreadOurs: said.place === 'conversation' ? true : undefined,
      post: postOf(said, index),
      author: authorOf(said),
      kind: said.kind,
      text: `${said.prefix}remark ${index}`,
      hasFiles: said.hasFiles,
      mentionsApp: said.mentionsApp,
    }),
  )
}

function threadOf(desk: Desk, { place }: Remark): ChatMessageEvent['thread'] {
  if (place === 'conversation') return desk.root().ref
  if (place === 'card') return desk.views('notification')[0]?.ref ?? { channelId: 'C1', messageId: 'gone' }
  return place === 'other-thread' ? { channelId: 'C1', messageId: 'somebody-else' } : undefined
}

function authorOf({ author }: Remark): ChatMessageEvent['author'] {
  if (author === 'app') return { type: 'app' }
  if (author === 'external') return { type: 'external', id: 'X1' }
  return { type: 'member', id: author === 'full' ? 'U1' : 'UGUEST' }
}
