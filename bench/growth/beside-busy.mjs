import { percentiles } from '../measure.mjs'
import { rotated } from '../rotated.mjs'
import { onScene } from '../scene.mjs'
import { mediansOf } from '../summarize.mjs'

/**
 * What goes on beside the others, who text at a leisurely pace: nothing; a sender who never pauses, in many conversations;
 * and the same in one. What only the last one does to the others is the fault of the one conversation.
 */
const kinds = [{ name: 'nothing' }, { name: 'much in many', contacts: 25 }, { name: 'much in one', contacts: 1 }]

const others = { clients: 4, contacts: 40, paceMs: 50 }
const mostMessages = 200

/** Whether one very busy conversation slows the others. */
export async function measureBesideBusy(scene, options, databases, print) {
  const database = await databases.postgres.open()
  const turns = []
  const add = (turn) => {
    turns.push(turn)
    const words = `run ${turn.run}: beside ${turn.name}, others after ${Math.round(turn.others.deliveredP50Ms)} ms`
    print({ type: 'busy', words, ...turn })
  }
  try {
    return await onScene({ ...scene, database }, async ({ world }) => {
      const how = { patienceMs: options.patienceMs, phase: 'busy', side: 'inbound' }
      const everybody = others.contacts + 25 + 1
      await world.ask('say', { ...how, clients: 4, contacts: everybody, messages: everybody })
      for (let run = 1; run <= options.runs; run += 1) {
        for (const kind of rotated(kinds, run - 1))
          add({ run, name: kind.name, ...(await play(world, kind, options, how)) })
      }
      const found = await world.ask('check', 'busy')
      return { rows: kinds.map(({ name }) => rowOf(name, turns)), found }
    })
  } finally {
    await database.close()
  }
}

async function play(world, { contacts, name }, { messages }, how) {
  const from = name === 'much in one' ? others.contacts + 25 : others.contacts
  const endless = { ...how, clients: 1, contacts, from, messages: 1_000_000, name: 'beside' }
  const beside = contacts === undefined ? undefined : world.ask('say', endless)
  beside?.catch(() => undefined)
  const quiet = { ...how, ...others, messages: Math.min(messages, mostMessages) }
  const { acknowledgedMs, deliveredMs } = await world.ask('say', quiet)
  await world.ask('enough', 'beside')
  const { acknowledgedMs: taken, tookMs } = (await beside) ?? {}
  return {
    others: { ...percentiles('ack', acknowledgedMs), ...percentiles('delivered', deliveredMs) },
    ...(taken && { beside: { perSecond: taken.length / (tookMs / 1_000) } }),
  }
}

function rowOf(name, turns) {
  const own = turns.filter((turn) => turn.name === name)
  return { name, ...mediansOf(own, own[0].beside ? ['others', 'beside'] : ['others']) }
}
