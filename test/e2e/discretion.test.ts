import { beforeEach, expect, it } from 'vitest'
import { atDesk, customer, minute } from './support/at-desk.js'
import { type TestDesk } from './support/desk.js'
import { inbox } from './support/shown.js'

const at = atDesk()
let desk: TestDesk
beforeEach(() => void (desk = at.desk()))

const words = ['four-seven-one-one', 'their-secret', 'stop-by-tomorrow', 'our-answer', 'never-arrived', 'host-words']

it('a whole run, with every kind of trouble, logs no text, no name, no number and no credential', async () => {
  const { carrier, faults, slack } = desk.sandbox
  await desk.threadline.contacts.add({ number: customer, name: 'Jane Ungewöhnlich' })
  await at.text('four-seven-one-one')
  await at.say('our-answer', at.root())
  faults.carrier.add({ on: 'messages.create', fault: { type: 'error', status: 503 }, times: 1 })
  await at.say('never-arrived', at.root())
  faults.slack.add({ on: 'chat.postMessage', fault: { type: 'accept-then-drop' }, times: 1 })
  faults.slack.add({ on: 'reactions.add', fault: { type: 'error', status: 500 }, times: 2 })
  await at.text('their-secret')
  await desk.pass(5 * minute)
  await desk.threadline.send({ to: customer, text: 'host-words' })
  await at.text('please stop texting me, stop-by-tomorrow')
  await at.say(`send ${customer}: our-answer`)
  await desk.threadline.contacts.erase({ number: customer })
  await desk.pass(minute)

  expect(inbox(desk, customer)).toContain('our-answer')
  expect(carrier.calls.length).toBeGreaterThan(inbox(desk, customer).length)
  const { appToken, botToken, signingSecret } = slack.identity
  const numbers = [customer, '5550123', '555-0123', '(415) 555']
  const logged = desk.log.text()
  const told = [...words, ...numbers, 'Jane', botToken, appToken, signingSecret, carrier.authToken].filter((secret) =>
    logged.includes(secret),
  )
  expect(told).toEqual([])
  expect(
    desk.log.lines.some(({ level }) => level === 'warn'),
    'the troubles did leave their lines',
  ).toBe(true)
})
