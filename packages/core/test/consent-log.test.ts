import { expect, it } from 'vitest'
import type { ConsentRecord } from '@threadline/core'
import { customer, openDesk } from './support/desk.js'

const second = '+14155550124'

it('the consent log is read to its end, in order, each entry once, and shows nothing of who was erased', async () => {
  const desk = await openDesk()
  const { contacts } = desk.threadline
  await desk.text('STOP')
  const { id: contactId } = await contacts.add({ number: second })
  await desk.storage.transaction('T1', async (tx) => {
    for (let at = 0; at < 1_100; at += 1) {
      const id = `entry-${String(at).padStart(4, '0')}`
      const evidence = {
        id,
        contactId,
        change: 'help',
        text: 'HELP',
        matcher: 'keyword:help',
        actor: 'contact',
      } as const
      await tx.consents.append({ ...evidence, at: new Date(Date.UTC(2040, 0, 1, 0, 0, Math.floor(at / 3))) })
    }
  })
  await contacts.erase({ number: customer })

  const log: ConsentRecord[] = []
  for await (const record of contacts.consentLog()) log.push(record)
  expect(log[0]).toMatchObject({ change: 'opted-out', text: '', number: undefined, matcher: 'keyword:stop' })
  expect(log.slice(1).map(({ id }) => Number(id.slice(6)))).toEqual([...Array(1_100).keys()])
  expect(new Set(log.slice(1).map(({ number }) => number))).toEqual(new Set([second]))

  const since = new Date(Date.UTC(2040, 0, 1, 0, 6))
  for await (const record of contacts.consentLog({ since })) expect(record.at >= since).toBe(true)
})
