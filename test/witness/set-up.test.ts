import { afterEach, beforeEach, expect, it } from 'vitest'
import { openWitnessDesk, type WitnessDesk } from './support/witness-desk.js'

const maria = '+14155550123'

let desk: WitnessDesk
beforeEach(async () => {
  desk = await openWitnessDesk({ channel: '#sms' })
})
afterEach(() => desk.stop())

it('a line whose channel is given by name posts in that channel, and takes its power commands', async () => {
  await desk.write('ana', `send ${maria} Hello Maria`)
  await desk.carrier.text(maria, 'Who is this?')
  await desk.settled()

  const [, root, ...others] = await desk.slack.roots()
  expect(others).toEqual([])
  expect((await desk.slack.thread(root?.ts ?? '')).map(({ text }) => text)).toEqual([
    expect.stringContaining('Hello Maria'),
    'Who is this?',
  ])
  expect(await desk.carrier.outbox(maria)).toMatchObject([{ body: 'Hello Maria' }])
})
