import { afterEach, describe, expect, it } from 'vitest'
import { createThreadline, type Message, type Threadline } from '@threadline/core'
import { memoryStorage } from '@threadline/core/memory'
import { customer, ourNumber } from '../support/desk.js'
import { bytesOf, deskWithFiles, picture } from '../support/file-double.js'

type Desk = Awaited<ReturnType<typeof deskWithFiles>>
const hourMs = 60 * 60_000

let desk: Desk
afterEach(() => desk.threadline.stop())

/** A desk that has sent a picture, and the address that its carrier got. */
async function sent(overrides: Parameters<typeof deskWithFiles>[1] = {}): Promise<string> {
  desk = await deskWithFiles([picture('F1'), picture('F2')], overrides)
  await desk.reply('Look', { hasFiles: true, files: [picture('F1')] })
  return urlOf(desk)
}

const urlOf = ({ carrier }: Desk, index = 0): string => carrier.sendCalls[index]?.media?.[0]?.url ?? 'https://none'
const ask = (url: string, method = 'GET') => desk.threadline.fetch(new Request(url, { method }))

/** Another process on the same storage. */
function another(workspaceId: string): Threadline {
  const { carrier, chat, clock, storage } = desk
  const lines = [{ senders: [{ provider: 'carrier', address: ourNumber }] }] as const
  const publicUrl = 'https://desk.example'
  return createThreadline({ workspaceId, publicUrl, chat, clock, storage, lines, providers: { carrier } })
}

/** Changes the message that has gone out, as nothing in the house would. */
async function rewrite(change: Partial<Message>): Promise<void> {
  await desk.storage.transaction('T1', async ({ messages }) => {
    const message = await messages.findByExternalId('carrier', 'X1')
    if (message) await messages.save({ ...message, ...change })
  })
}

describe('the address of a file', () => {
  it('serves that file to that text, whole, and tells of it first', async () => {
    const url = await sent()
    expect(desk.carrier.sendCalls).toMatchObject([
      { text: 'Look', media: [{ contentType: 'image/png', fileName: 'F1.png' }] },
    ])
    const [head, got] = [await ask(url, 'HEAD'), await ask(url)]
    for (const { headers, status } of [head, got]) {
      expect(status).toBe(200)
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'image/png',
        'content-length': '10',
        'content-disposition': 'inline; filename="F1.png"',
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      })
    }
    expect(await head.text()).toBe('')
    expect(new Uint8Array(await got.arrayBuffer())).toEqual(bytesOf(10))
  })

  it('works in another process, and after a restart', async () => {
    const url = await sent({ storage: memoryStorage() })
    expect((await another('T1').fetch(new Request(url))).status).toBe(200)
  })

  it('is refused to whatever is neither GET nor HEAD', async () => {
    const response = await ask(await sent(), 'POST')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  it('cannot be changed in any part', async () => {
    const url = await sent()
    const [base, token = '', name] = [
      url.split('/').slice(0, -2).join('/'),
      url.split('/').at(-2),
      url.split('/').at(-1),
    ]
    const [payload = '', code = ''] = token.split('.')
    const fields = JSON.parse(Buffer.from(payload, 'base64url').toString()) as unknown[]
    const forged = (at: number, value: unknown) =>
      `${Buffer.from(JSON.stringify(fields.with(at, value))).toString('base64url')}.${code}`
    const tokens = [
      forged(0, 'link'),
      forged(1, 'another'),
      forged(2, 'F2'),
      forged(3, Number(fields[3]) + 1),
      payload,
      `${payload}.`,
      `${payload}.${'A'.repeat(22)}`,
      `${payload}.${code}.`,
      `${token}A`,
      'x',
    ]
    for (const one of tokens) expect((await ask(`${base}/${one}/${name}`)).status, one).toBe(404)
    expect((await ask(`${base}/${token}/F2.png`)).status).toBe(404)
    expect((await ask(`${base}/${token}`)).status).toBe(404)
    expect((await ask(url)).status).toBe(200)
  })

  it('of another workspace is not good here', async () => {
    const url = await sent()
    const { storage } = desk
    const key = await storage.transaction('T1', ({ settings }) => settings.find('media-key'))
    await storage.transaction('T2', ({ settings }) => settings.save('media-key', key))
    expect((await another('T2').fetch(new Request(url))).status).toBe(404)
  })

  it('is good for two hours', async () => {
    const url = await sent()
    desk.clock.advance(2 * hourMs - 1_000)
    expect((await ask(url)).status).toBe(200)
    desk.clock.advance(1_000)
    expect((await ask(url)).status).toBe(404)
  })

  it.each<[string, Partial<Message>]>([
    ['has not begun to leave', { startedAt: undefined }],
    ['was written by somebody whom nobody has checked', { authorCheck: 'needed' }],
    ['came from the contact', { direction: 'inbound' }],
    ['no longer holds the file', { files: [picture('F2')] }],
    ['only links to it', { files: [{ ...picture('F1'), isLinked: true }] }],
    ['was forgotten', { files: undefined }],
    ['has arrived', { status: 'delivered' }],
    ['has failed', { status: 'failed' }],
    ['was canceled', { status: 'canceled' }],
  ])('is not good for a text that %s', async (_what, change) => {
    const url = await sent()
    await rewrite(change)
    const response = await ask(url)
    expect([response.status, await response.text()]).toEqual([404, 'Nothing here.\n'])
  })

  it('is good while nobody knows whether the text went', async () => {
    const url = await sent()
    await rewrite({ status: 'unknown' })
    expect((await ask(url)).status).toBe(200)
  })

  it('is not good once the contact has opted out', async () => {
    const url = await sent()
    await desk.text('STOP', customer)
    expect((await ask(url)).status).toBe(404)
  })

  it('finds nothing when the file was deleted, and says so to nobody', async () => {
    const url = await sent()
    desk.chat.kept.delete('F1')
    expect((await ask(url)).status).toBe(404)
  })
})
