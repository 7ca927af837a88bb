import { beforeEach, describe, expect, it } from 'vitest'
import type { FileToSend, LineOptions, SendRequest } from '@threadline/core'
import { carrierUnknown } from '../support/carrier-double.js'
import { customer, ourNumber } from '../support/desk.js'
import { bytesOf, deskWithFiles, picture } from '../support/file-double.js'

const url = 'https://files.acme.example/kettle.jpg?signature=s3cret'

let desk: Awaited<ReturnType<typeof deskWithFiles>>
const open = async (settings: Partial<LineOptions> = {}, overrides: Parameters<typeof deskWithFiles>[1] = {}) => {
  const lines = [{ senders: [{ provider: 'carrier', address: ourNumber }], ...settings }] as const
  desk = await deskWithFiles([picture('F1')], { lines, ...overrides })
  Object.assign(desk.carrier.capabilities, { maxTextLength: 500 })
}
beforeEach(() => open())

async function send(request: Partial<SendRequest>) {
  const result = await desk.threadline.send({ to: customer, ...request })
  await desk.settle()
  return result
}
const given = () => desk.carrier.sendCalls.map(({ media = [], text }) => [text, ...media.map((one) => one.url)])

describe('a file of the host’s own code', () => {
  it('goes by its own address as it is, with words or without', async () => {
    await send({ text: 'Look', files: [{ url }] })
    await send({
      files: [{ url: 'https://files.acme.example/7', contentType: 'Image/PNG', name: 'Kettle', bytes: 900 }],
    })
    expect(given()).toEqual([
      ['Look', url],
      ['', 'https://files.acme.example/7'],
    ])
    expect(desk.carrier.sendCalls.map(({ media }) => media)).toMatchObject([
      [{ contentType: 'image/jpeg', fileName: 'kettle.jpg' }],
      [{ contentType: 'image/png', fileName: 'Kettle.png' }],
    ])
  })

  it('goes from chat through the desk, by its id, and beside one with an address', async () => {
    await send({ text: 'Look', files: [{ id: 'F1' }, { url }] })
    const [[, fromChat = '', other] = []] = given()
    expect(other).toBe(url)
    expect((await desk.threadline.fetch(new Request(fromChat))).status).toBe(200)
  })

  it('leaves once for one key, whatever is asked for the second time', async () => {
    const first = await send({ files: [{ url }], idempotencyKey: 'order-7' })
    expect(await send({ files: [{ id: 'F1' }], idempotencyKey: 'order-7' })).toEqual(first)
    expect(given()).toEqual([['', url]])
  })

  it('does not wait for chat when it is not there', async () => {
    desk.chat.isAway = true
    await send({ files: [{ url }] })
    expect(given()).toEqual([['', url]])
  })

  it('keeps a text of chat files inside when one is gone, and says so in the thread', async () => {
    await send({ text: 'Look', files: [{ id: 'F2' }, { url }] })
    expect(given()).toEqual([])
    expect(desk.views('notice').map(({ post }) => post.view)).toMatchObject([
      { text: 'Not sent: a file of it was deleted before it left, or cannot be read from here.' },
    ])
  })

  it('waits with a scheduled text, which says in its thread when it is gone by then', async () => {
    const at = new Date(desk.clock.now().getTime() + 3_600_000)
    await send({ text: 'One', files: [{ url }], at })
    await send({ text: 'Two', files: [{ id: 'F1' }], at })
    desk.chat.kept.clear()
    await desk.wait(3_700_000)
    expect(given()).toEqual([['One', url]])
    expect(desk.views('notice')).toHaveLength(1)
  })

  it('stands as a link in the words where the line does not send files, and again when the text is sent again', async () => {
    await open({ bigFiles: 'link' }, { media: undefined })
    const { messageId } = await send({ text: 'Look', files: [{ url }] })
    await desk.receipt({ status: 'undelivered', failure: { category: 'unreachable' } })
    await desk.threadline.texts.sendAgain(messageId)
    await desk.settle()
    expect(given()).toEqual([[`Look\n${url}`], [`Look\n${url}`]])
  })

  it('goes again, or as a link, when it did not arrive', async () => {
    const { messageId } = await send({ text: 'Look', files: [{ url }] })
    await desk.receipt({ status: 'undelivered', failure: { category: 'media' } })
    const again = await desk.threadline.texts.sendAgain(messageId, { withLinks: true })
    await desk.settle()
    await desk.receipt({ externalId: 'X2', status: 'undelivered', failure: { category: 'unreachable' } })
    await desk.threadline.texts.sendAgain(again.messageId)
    await desk.settle()
    expect(given()).toEqual([['Look', url], [`Look\n${url}`], [`Look\n${url}`]])
  })

  it('is not sent twice when nobody knows whether it left', async () => {
    desk.carrier.script({ outcome: carrierUnknown })
    await send({ files: [{ url }] })
    await desk.wait(600_000)
    expect(given()).toHaveLength(1)
    expect(desk.views('unsure')).toHaveLength(1)
  })

  it.each<[string, readonly FileToSend[], RegExp]>([
    ['is not encrypted on its way', [{ url: 'http://files.acme.example/a.png' }], /has to begin with https/],
    ['has no address', [{ url: 'kettle.png' }], /has to begin with https/],
    ['has bytes for an address', [{ url: 'data:image/png;base64,AAAA' }], /has to begin with https/],
    ['has a password in its address', [{ url: 'https://a:b@files.acme.example/a.png' }], /cannot have a password/],
    ['is on this machine', [{ url: 'https://localhost/a.png' }], /that the provider can reach/],
    ['is in this network', [{ url: 'https://10.0.0.7/a.png' }], /that the provider can reach/],
    ['is in this network by another name', [{ url: 'https://[::1]/a.png' }], /that the provider can reach/],
    ['has an endless address', [{ url: `${url}${'x'.repeat(2_000)}` }], /at most 2000 characters/],
    ['is of no kind', [{ url: 'https://files.acme.example/7' }], /Say its contentType/],
    ['is of a wrong kind', [{ url, contentType: 'jpeg' }], /Say its contentType/],
    ['is of a kind that the line does not send', [{ url: 'https://files.acme.example/a.pdf' }], /of a kind \(PDF\)/],
    ['is too large', [{ url, bytes: 2_000 }], /at most 1 kB/],
    ['has no size', [{ url, bytes: -1 }], /a number of bytes/],
    ['has no id', [{ id: '../F1' }], /letters and digits/],
    ['is one of too many', Array.from({ length: 11 }, () => ({ url })), /at most 10 files/],
  ])('that %s is refused, and nothing is queued', async (_what, files, sentence) => {
    const refused = send({ text: 'Look', files })
    await expect(refused).rejects.toMatchObject({
      code: 'send.file_not_taken',
      message: expect.stringMatching(sentence) as string,
    })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('s3cret') as string })
    await desk.settle()
    expect(given()).toEqual([])
  })

  it('is refused by a line of words only, at once, wherever it is', async () => {
    await open({}, { media: undefined })
    for (const file of [{ url }, { id: 'F1' }]) {
      await expect(send({ text: 'Look', files: [file] })).rejects.toMatchObject({ code: 'send.file_not_taken' })
    }
  })

  it('or words have to be there', async () => {
    await expect(send({})).rejects.toMatchObject({ code: 'send.empty_text' })
    await expect(send({ text: ' ', files: [] })).rejects.toMatchObject({ code: 'send.empty_text' })
  })
})

describe('the team sees a file of the host’s own code', () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 1])
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])
  const unknown = { type: 'unknown', failure: { category: 'platform-down' } } as const
  const shared = () => desk.chat.shared.map(({ content, name }) => [name, ...content])
  const notices = () => desk.views('notice')
  beforeEach(() => {
    desk.chat.onTheWeb.set(url, { content: jpeg, contentType: 'image/jpeg' })
    desk.chat.kept.set('F1', png)
  })

  it('in its thread, from its address and from chat, under no contact’s name', async () => {
    await send({ text: 'Look', files: [{ url }, { id: 'F1' }] })
    expect(shared()).toEqual([
      ['kettle.jpg', ...jpeg],
      ['F1.png', ...png],
    ])
    expect(desk.chat.shared[0]).toMatchObject({ target: { thread: desk.root().ref } })
    expect(desk.chat.shared[0]).not.toHaveProperty('contact')
    expect(desk.views('message')).toHaveLength(1)
  })

  it('when a scheduled one has left', async () => {
    await send({ text: 'Look', files: [{ url }], at: new Date(desk.clock.now().getTime() + 3_600_000) })
    expect(shared()).toEqual([])
    await desk.wait(3_700_000)
    expect(shared()).toEqual([['kettle.jpg', ...jpeg]])
  })

  it('once, though nobody knows whether it was shared', async () => {
    desk.chat.sharings.push({ outcome: unknown, isThere: true }, { outcome: unknown })
    await send({ text: 'One', files: [{ url }] })
    await send({ text: 'Two', files: [{ url }] })
    await desk.wait(600_000)
    expect(shared()).toEqual([
      ['kettle.jpg', ...jpeg],
      ['kettle.jpg', ...jpeg],
    ])
  })

  it('a little later when it cannot be had at once', async () => {
    desk.chat.onTheWeb.clear()
    await send({ text: 'Look', files: [{ url }] })
    expect(given()).toEqual([['Look', url]])
    desk.chat.onTheWeb.set(url, { content: jpeg, contentType: 'image/jpeg' })
    await desk.wait(600_000)
    expect(shared()).toHaveLength(1)
  })

  it.each<[string, () => void]>([
    ['cannot be had', () => desk.chat.onTheWeb.clear()],
    ['is a page', () => desk.chat.onTheWeb.set(url, { content: bytesOf(9), contentType: 'text/html' })],
    ['is not what it says', () => desk.chat.onTheWeb.set(url, { content: bytesOf(9), contentType: 'image/jpeg' })],
  ])('as words when it %s', async (_what, spoil) => {
    spoil()
    await send({ text: 'Look', files: [{ url }] })
    await desk.wait(7_200_000)
    expect([given(), shared(), notices()]).toEqual([[['Look', url]], [], []])
    expect(desk.views('message')).toMatchObject([
      { post: { view: { message: { media: [{ contentType: 'image/jpeg' }] } } } },
    ])
    expect((await desk.threadline.status()).deadEffects).toBe(0)
  })

  it('as a link alone where it left as one', async () => {
    await open({ bigFiles: 'link' }, { media: undefined })
    desk.chat.onTheWeb.set(url, { content: jpeg, contentType: 'image/jpeg' })
    await send({ text: 'Look', files: [{ url }] })
    expect(shared()).toEqual([])
  })
})
