import { describe, expect, it } from 'vitest'
import { startSandbox } from './support.js'

/** A list in an answer whose type does not name it. */
function listIn<Item>(page: object, key: string): readonly Item[] {
  return (page as Readonly<Record<string, readonly Item[]>>)[key] ?? []
}

describe('reading page by page', () => {
  it('gives every message once, and bounds by time that include their ends only when asked', async () => {
    const { client, support, slack, ann, clock } = await startSandbox()
    const all = Array.from({ length: 25 }, (_, index) => {
      clock.advance(1000)
      return slack.say({ as: ann, channel: support, text: `${index}` })
    })
    const pages: (string | undefined)[][] = []
    for await (const page of client.paginate('conversations.history', { channel: support, limit: 10 })) {
      pages.push(listIn<{ ts?: string }>(page, 'messages').map((message) => message.ts))
    }
    expect(pages.map((page) => page.length)).toEqual([10, 10, 5])
    expect(pages.flat()).toEqual([...all].reverse())
    const bounds = { channel: support, oldest: all[3] ?? '', latest: all[5] ?? '' }
    const texts = async (inclusive: boolean) =>
      (await client.conversations.history({ ...bounds, inclusive })).messages?.map((message) => message.text)
    expect(await texts(false)).toEqual(['4'])
    expect(await texts(true)).toEqual(['5', '4', '3'])
  })

  it('works for channels, members and users', async () => {
    const { client, support, slack } = await startSandbox()
    for (const name of ['a', 'b', 'c']) slack.join({ as: slack.addMember({ name }).id, channel: 'support' })
    slack.addChannel({ name: 'hidden', isPrivate: true, withApp: false })
    slack.addChannel({ name: 'shown', isPrivate: true })
    const count = async (method: string, key: string, args: Record<string, string> = {}): Promise<number> => {
      let sum = 0
      for await (const page of client.paginate(method, { limit: 2, ...args })) sum += listIn(page, key).length
      return sum
    }
    expect(await count('conversations.list', 'channels', { types: 'public_channel,private_channel' })).toBe(2)
    expect(await count('conversations.members', 'members', { channel: support })).toBe(5)
    expect(await count('users.list', 'members')).toBe(5)
  })
})
