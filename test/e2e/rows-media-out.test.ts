import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import type { Sandbox } from '@threadline/sandbox'
import { customer, minute } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { marks, rootOf, textIn } from './support/shown.js'

type NewFile = NonNullable<Parameters<Sandbox['slack']['say']>[0]['files']>[number]

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const picture = { name: 'floor plan.png', mimetype: 'image/png', content: png }

describe.each(['twilio', 'vonage'] as const)('A18: files of teammates at a desk on %s', (wire) => {
  let desk: TestDesk
  let ana: string
  beforeEach(async () => {
    desk = await openDesk({ wire, storage: memoryStorage() })
    ana = desk.member('Ana')
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, body: 'Hi' })
    await desk.settle()
  })
  afterEach(() => desk.stop())

  const thread = () => rootOf(desk, customer).ts
  const carrier = () => desk.sandbox.carrier
  const whispers = () => desk.sandbox.slack.ephemerals(ana).map(({ text }) => text)

  const write = (text: string, files: readonly NewFile[], where: object = { thread: thread() }): string =>
    desk.sandbox.slack.say({ as: ana, channel: 'sms', text, files, ...where })

  async function say(...what: Parameters<typeof write>): Promise<string> {
    const ts = write(...what)
    await desk.settle()
    return ts
  }

  const theConversation = async () => {
    const [conversation] = await desk.threadline.conversations.list()
    if (!conversation) throw new Error('There is none.')
    return { conversation }
  }

  /** The bytes of a file in Slack, as the app reads them. */
  async function contentOf(id = ''): Promise<readonly number[]> {
    const { botToken, filesUrl, teamId } = desk.sandbox.slack.identity
    const headers = { authorization: `Bearer ${botToken}` }
    const response = await fetch(`${filesUrl}/files-pri/${teamId}-${id}/x`, { headers })
    return [...new Uint8Array(await response.arrayBuffer())]
  }

  /** Files that anybody could read who has no right to. */
  const publicFiles = () => desk.sandbox.slack.calls.filter(({ method }) => method.includes('Public'))

  /** What the customer's phone shows: the words of each text, and the bytes of what came along. */
  const onThePhone = () =>
    carrier()
      .phone(customer)
      .inbox.map(({ body, media }) => [body, ...media.map(({ url }) => [...(carrier().file(url)?.content ?? [])])])

  /** The picture of the first text on the phone of the playground. */
  async function onThePage(): Promise<readonly number[]> {
    const url = carrier().phone(customer).inbox[0]?.media[0]?.url ?? ''
    const query = new URLSearchParams({ phone: customer, url })
    const response = await fetch(`${desk.sandbox.url}/control/file?${query}`)
    return [...new Uint8Array(await response.arrayBuffer())]
  }

  it('arrive as pictures, with and without words, and are marked as delivered', async () => {
    const ts = await say('Here it is', [picture])
    await say('', [picture])
    expect(onThePhone()).toEqual([
      ['Here it is', [...png]],
      ['', [...png]],
    ])
    expect(marks(desk, ts)).toContain('vibration_mode')
    expect(whispers()).toEqual([])
    expect(publicFiles()).toEqual([])
    expect(await onThePage()).toEqual([...png])
  })

  it('arrive from a channel of the contact’s own, and stay inside in its threads', async () => {
    const { conversation } = await theConversation()
    await desk.threadline.conversations.createChannel(conversation.id, [ana])
    await desk.settle()
    const channel = desk.sandbox.slack.channels().find(({ name }) => name.startsWith('sms-'))?.id ?? ''
    const ts = await say('', [picture], { channel })
    await say('Only for us', [picture], { channel, thread: ts })
    expect(onThePhone()).toEqual([['', [...png]]])
  })

  it('arrive once when nobody knows whether they went', async () => {
    desk.sandbox.faults.carrier.add({ on: 'messages.create', fault: { type: 'accept-then-drop' }, times: 1 })
    const ts = await say('', [picture])
    await desk.pass(2 * minute)
    expect(onThePhone()).toEqual([['', [...png]]])
    expect(marks(desk, ts)).toContain('vibration_mode')
  })

  it('wait for Slack, and arrive after a restart', async () => {
    desk.sandbox.faults.slack.add({ on: 'files.info', fault: { type: 'reset' }, times: 1 })
    write('', [picture])
    await desk.settled()
    await desk.threadline.stop()
    expect(onThePhone()).toEqual([])
    await desk.threadline.start()
    await desk.pass(minute)
    expect(onThePhone()).toEqual([['', [...png]]])
  })

  if (wire !== 'twilio') return

  it('that are not taken stay inside with their words, and their author is told the limit', async () => {
    await say('Our offer', [{ name: 'offer.pdf', mimetype: 'application/pdf', content: png }])
    await say('The plan', [{ ...picture, size: 9_000_000 }])
    expect(onThePhone()).toEqual([])
    expect(whispers()).toEqual([
      expect.stringMatching(/^Not sent: “offer\.pdf” is of a kind \(PDF\) .*PNG/),
      expect.stringMatching(/^Not sent: “floor plan\.png” has 9 MB.* at most 5 MB/),
    ])
  })

  it('that were deleted before they left stay inside, and the thread says so', async () => {
    desk.sandbox.faults.slack.add({ on: 'files.info', fault: { type: 'reset' }, times: 1 })
    write('Look', [picture])
    await desk.settled()
    const [file] = desk.sandbox.slack.thread('sms', thread()).flatMap(({ files = [] }) => files)
    desk.sandbox.slack.deleteFile({ as: ana, fileId: file?.id ?? '' })
    await desk.pass(minute)
    expect(onThePhone()).toEqual([])
    const said = desk.sandbox.slack.thread('sms', thread()).at(-1)
    expect(textIn(said?.blocks)).toMatch(/^Not sent: a file of it was deleted/)
  })

  it('go along from the Send text form, which shows them in the thread', async () => {
    await desk.sandbox.slack.shortcut({ as: ana, callbackId: 'threadline:send-text' })
    await desk.settle()
    const [offer] = await desk.sandbox.slack.suggest({ as: ana, blockId: 'to', query: customer })
    const values = { to: offer?.value ?? '', text: 'By form', files: [picture] }
    expect(await desk.sandbox.slack.submit({ as: ana, values })).toEqual({ type: 'closed' })
    await desk.settle()
    expect(onThePhone()).toEqual([['By form', [...png]]])
    const [said, shown] = desk.sandbox.slack.thread('sms', thread()).slice(-2)
    expect(JSON.stringify(said?.blocks)).toContain('picture (image/png)')
    const [file] = shown?.files ?? []
    expect([file?.title, file?.mimetype, await contentOf(file?.id)]).toEqual(['floor-plan.png', 'image/png', [...png]])
    // The desk itself has sent it, so it stands under no contact's name.
    expect(shown).not.toHaveProperty('username')
  })
})
