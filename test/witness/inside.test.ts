import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackMessage } from './support/emulated-slack.js'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

// What stays inside: read from the list of texts that a Twilio of others holds.

const maria = '+14155550123'

let desk: WitnessDesk
let root: SlackMessage | undefined
beforeEach(async () => {
  desk = await openWitnessDesk()
  await desk.carrier.text(maria, 'Hi')
  await desk.settled()
  root = (await desk.slack.roots())[0]
  expect(root?.text).toBe('Hi')
})
afterEach(() => desk.stop())

/** What Maria was texted; a last reply proves that replies still leave. */
async function textsAfterProof(): Promise<readonly string[]> {
  await desk.write('ben', 'proof', root)
  return (await desk.carrier.outbox(maria)).map(({ body }) => body)
}

describe('nothing of this is texted', () => {
  it('a note, and what is said at the top of the channel', async () => {
    await desk.write('ana', '// she owes us money', root)
    await desk.write('ana', ':lock: she owes us money', root)
    await desk.write('ana', 'lunch?')
    await desk.write('ben', 'sending lunch to 4155550123')

    expect(await textsAfterProof()).toEqual(['proof'])
  })

  it('what is said in the thread of something else', async () => {
    const { message } = await desk.write('ana', 'lunch?')
    await desk.write('ben', 'yes', message)

    expect(await textsAfterProof()).toEqual(['proof'])
  })

  it('the words of another app, in a thread that is ours', async () => {
    await desk.write('deploybot', 'deploy finished', root)
    await desk.write('deploybot', `send ${maria} deploy finished`)

    expect(await textsAfterProof()).toEqual(['proof'])
  })

  it('the desk’s own posts, which come back to it as events', async () => {
    await desk.carrier.text(maria, 'Hello?')
    await desk.settled()
    const own = root && (await desk.slack.thread(root.ts))
    expect(own).toHaveLength(2)
    for (const message of own ?? []) {
      expect(await desk.notice({ message, ...(message.thread_ts && root && { root }) })).toBe(200)
    }
    await desk.settled()

    expect(root && (await desk.slack.thread(root.ts))).toEqual(own)
    expect(await textsAfterProof()).toEqual(['proof'])
  })

  it('an edit of a reply: the first words have been sent', async () => {
    const reply = await desk.write('ana', 'at nine', root)
    await desk.edit('ana', reply, 'at ten')

    expect(await textsAfterProof()).toEqual(['at nine', 'proof'])
  })
})

describe('a customer who said STOP', () => {
  it('is not texted until they say START', async () => {
    await desk.carrier.text(maria, 'STOP')
    await desk.settled()
    await desk.write('ana', 'One more thing', root)
    await desk.write('ana', `send ${maria} One more thing`)
    expect(await desk.carrier.outbox(maria)).toEqual([])

    await desk.carrier.text(maria, 'START')
    await desk.settled()
    expect(await textsAfterProof()).toEqual(['proof'])
  })
})
