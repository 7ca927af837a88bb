import type { WireName } from '@threadline/sandbox'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDesk, type TestDesk } from './support/desk.js'
import { damageOf } from './support/storm-damage.js'
import { runStorm } from './support/storm.js'

const seed = Number(process.env['STORM_SEED'] ?? 1)
const texts = Number(process.env['STORM_TEXTS'] ?? 1_000)
const contacts = Math.ceil(texts / 10)
const replies = Math.ceil(texts * 0.3)
const wire = (process.env['STORM_WIRE'] ?? 'twilio') as WireName

let desk: TestDesk
// Statuses come late enough for a lost answer to be noticed before them.
beforeEach(async () => void (desk = await openDesk({ seed, wire, carrier: { statusDelayMs: 2_000 } })))
afterEach(() => desk.stop())

it(
  `${texts} texts and ${replies} replies go through a storm: none lost, none twice, none out of order (${wire}, seed ${seed})`,
  { timeout: 120_000 + texts * 500 },
  async () => {
    const said = await runStorm(desk, { seed, texts, contacts, replies })
    const damage = damageOf(desk, said)
    expect(damage, damage.join('\n')).toEqual([])
  },
)
