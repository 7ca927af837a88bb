import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { memoryStorage } from '@threadline/core/memory'
import type { SlackMessage } from '@threadline/sandbox'
import { customer, minute } from './support/at-desk.js'
import { deskNumber, openDesk, type TestDesk } from './support/desk.js'
import { rootOf, textIn, topLevel } from './support/shown.js'

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const html = new TextEncoder().encode('<html>')

/** The bytes of a file, as whoever may read it gets them. */
async function contentOf({ sandbox }: TestDesk, id: string): Promise<readonly number[]> {
  const { botToken, filesUrl, teamId } = sandbox.slack.identity
  const headers = { authorization: `Bearer ${botToken}` }
  const response = await fetch(`${filesUrl}/files-pri/${teamId}-${id}/x`, { headers })
  return [...new Uint8Array(await response.arrayBuffer())]
}

describe.each(['twilio', 'vonage'] as const)('A18: pictures at a desk on %s', (wire) => {
  let desk: TestDesk
  beforeEach(async () => void (desk = await openDesk({ wire, storage: memoryStorage() })))
  afterEach(() => desk.stop())

  async function text(body: string | undefined, ...files: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
    const media = files.map((content) => ({ contentType: 'image/png', content }))
    desk.sandbox.carrier.text({ from: customer, to: deskNumber, ...(body === undefined ? {} : { body }), media })
    await desk.settle()
  }

  const replies = () => desk.sandbox.slack.thread('sms', rootOf(desk, customer).ts).slice(1)
  const shared = (messages: readonly SlackMessage[]) => messages.flatMap(({ files = [] }) => files)
  const contents = () => Promise.all(shared(replies()).map(({ id }) => contentOf(desk, id)))
  const words = (message: SlackMessage | undefined) => `${message?.text}${textIn(message?.blocks)}`

  it('come with a text into its thread, each once, under the contact’s name', async () => {
    await text('Look!', png, png)
    expect(await contents()).toEqual([[...png], [...png]])
    expect(shared(replies()).map(({ title }) => title)).toEqual(['picture.png', 'picture.png'])
    expect(topLevel(desk)).toHaveLength(1)
    expect(replies()).toHaveLength(2)
  })

  it('without words stand alone: no empty message is beside them', async () => {
    await text('Hi')
    await text(undefined, png)
    expect(replies()).toHaveLength(1)
    expect(await contents()).toEqual([[...png]])
  })

  it('are shared once when nobody knows whether they were', async () => {
    await text('Hi')
    const { slack } = desk.sandbox.faults
    slack.add({ on: 'files.completeUploadExternal', fault: { type: 'accept-then-drop' }, times: 1 })
    await text('Look!', png)
    await desk.pass(2 * minute)
    expect(await contents()).toEqual([[...png]])
  })

  it('are shared again when the sharing was lost', async () => {
    await text('Hi')
    for (const on of ['files.upload', 'files.completeUploadExternal'])
      desk.sandbox.faults.slack.add({ on, fault: { type: 'reset' }, times: 1 })
    await text('Look!', png)
    await desk.pass(3 * minute)
    expect(await contents()).toEqual([[...png]])
  })

  it('come all the same after a restart between a text and its picture', async () => {
    desk.sandbox.faults.slack.add({ on: 'files.getUploadURLExternal', fault: { type: 'reset' }, times: 1 })
    desk.sandbox.carrier.text({
      from: customer,
      to: deskNumber,
      body: 'Look!',
      media: [{ contentType: 'image/png', content: png }],
    })
    await desk.settled()
    await desk.threadline.stop()
    expect(await contents()).toEqual([])
    await desk.threadline.start()
    await desk.pass(2 * minute)
    expect(await contents()).toEqual([[...png]])
  })

  it('that cannot be had are said to be missing, in one sentence', async () => {
    await text('Hi')
    await text('Look!', html)
    expect(await contents()).toEqual([])
    const said = replies().map(words)
    expect(said.filter((one) => one.includes('cannot be shown here'))).toHaveLength(1)
    expect(said.at(-1)).toContain('not what it says it is')
  })

  it('that Slack does not take are said to be missing', async () => {
    desk.sandbox.slack.prefer({ fileUploads: 'none' })
    await text('Look!', png)
    expect(words(replies().at(-1))).toContain('a setting of the workspace')
  })
})
