import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Media, MediaFile, Outcome, TextFailureCategory } from '@threadline/core'
import { customer, openDesk, ourNumber, type Desk } from '../support/desk.js'
import { deskWithFiles, type FileChat } from '../support/file-double.js'

type Fetched = Outcome<MediaFile, TextFailureCategory>

const minuteMs = 60_000
const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])
const taken: Fetched = { type: 'done', value: { content: png, contentType: 'image/png' } }
const away: Fetched = { type: 'unknown', failure: { category: 'provider-down' } }
const unknown = { type: 'unknown', failure: { category: 'platform-down' } } as const
const image: Media = { url: 'https://vendor.example/1', contentType: 'image/png' }

let desk: Desk & { readonly chat: FileChat }
let endings: Fetched[]
let asked: string[]
beforeEach(async () => {
  desk = await deskWithFiles([])
  ;[endings, asked] = [[], []]
  letFetch(desk)
})
afterEach(() => desk.threadline.stop())

function letFetch({ carrier }: Desk): void {
  carrier.fetchMedia = async ({ url }) => {
    asked.push(url)
    return endings.shift() ?? taken
  }
}

async function text(words: string, ...media: readonly Media[]): Promise<void> {
  const base = { type: 'text', externalId: `in-${words}`, from: customer, to: ourNumber } as const
  await desk.smsEvents({ ...base, text: words, media })
  await desk.settle()
}

const shared = () => desk.chat.shared.map(({ name }) => name)
const notices = () => desk.views('notice').map(({ post: { view } }) => ('text' in view ? view.text : ''))

describe('what comes with a text', () => {
  it('is shared in its thread, in order, each once, behind its words', async () => {
    await text(
      'Look',
      image,
      { ...image, url: 'https://vendor.example/2' },
      { ...image, contentType: 'application/smil' },
    )
    expect(asked).toEqual(['https://vendor.example/1', 'https://vendor.example/2'])
    expect(shared()).toEqual(['picture.png', 'picture.png'])
    expect(desk.chat.shared[0]).toMatchObject({ target: { thread: desk.root().ref }, content: png })
    expect(desk.views('message')).toHaveLength(1)
  })

  it('stands alone when there are no words', async () => {
    await text('', image)
    expect(shared()).toEqual(['picture.png'])
    expect(desk.views('message')).toEqual([])
  })

  it.each<[string, Partial<MediaFile>, string]>([
    [
      'is not what it says it is',
      { content: new TextEncoder().encode('<html>') },
      'is not what it says it is (image/png)',
    ],
    ['is of a kind that is not taken', { contentType: 'application/x-msdownload' }, 'of a kind that is not taken'],
    ['is empty', { content: new Uint8Array() }, 'is empty'],
    ['is far too large', { content: new Uint8Array(20_000_001) }, 'is larger than 20 MB'],
  ])('is not shared when it %s, which is said in one sentence', async (_what, file, words) => {
    endings.push({ type: 'done', value: { content: png, contentType: 'image/png', ...file } })
    await text('Look', image)
    expect(shared()).toEqual([])
    expect(notices()).toEqual([expect.stringMatching(/^A picture that came with a text cannot be shown here\. /)])
    expect(notices()[0]).toContain(words)
  })

  it('is what the webhook says where its server says nothing', async () => {
    endings.push({
      type: 'done',
      value: { content: png, contentType: 'application/octet-stream', fileName: 'a b.exe' },
    })
    await text('Look', image)
    expect(shared()).toEqual(['a-b.png'])
  })

  it('is fetched again when it cannot be had now, and given up when it is gone', async () => {
    endings.push(away)
    await text('Look', image)
    await desk.wait(minuteMs)
    expect(shared()).toEqual(['picture.png'])
    endings.push({ type: 'refused', retryable: false, failure: { category: 'media', detail: 'It is gone.' } })
    await text('And?', image)
    await desk.wait(minuteMs)
    expect(shared()).toHaveLength(1)
    expect(notices()).toEqual([expect.stringContaining('It is gone.')])
  })

  it('is looked for before it is shared again', async () => {
    desk.chat.sharings.push({ outcome: unknown, isThere: true }, { outcome: unknown })
    await text('One', image)
    await text('Two', image)
    await desk.wait(minuteMs)
    expect(shared()).toEqual(['picture.png', 'picture.png'])
    expect(new Set(desk.chat.shared.map(({ reference }) => reference)).size).toBe(2)
  })
})

it('is only named where chat takes no files', async () => {
  await desk.threadline.stop()
  const plain = await openDesk()
  letFetch(plain)
  const event = { type: 'text', externalId: 'in-1', from: customer, to: ourNumber, text: '', media: [image] } as const
  await plain.smsEvents(event)
  await plain.settle()
  expect(asked).toEqual([])
  expect(plain.root().post.view).toMatchObject({ message: { media: [image] } })
  await plain.threadline.stop()
})
