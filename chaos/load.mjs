import { setTimeout as pause } from 'node:timers/promises'
import { createBroadcasts } from './broadcasts.mjs'
import { createOwnCode } from './own-code.mjs'
import { isHeadedBy, ownRoots } from './shown.mjs'

/** How long a scheduled text waits, in milliseconds: long enough for whoever took it to be dead when its time comes. */
const scheduledWithin = { least: 1_000, more: 6_000 }

/**
 * People who text, people who reply, and a host's own code that sends, schedules and broadcasts, all at once, until they are stopped.
 *
 * Each of them waits for its last word to be acknowledged before it says the next one in the same conversation: a sender
 * that repeats one webhook while it sends the next swaps them itself, which is no matter of the host.
 */
export function createLoad({ sandbox, balancer, number, now, random, contacts, pauseMs }) {
  const { carrier, slack } = sandbox
  const team = slack.users().filter(({ name }) => name === 'Ana' || name === 'Ben')
  const people = Array.from({ length: contacts }, (_, index) => ({
    number: numberOf(index),
    texts: [],
    replies: [],
    sends: [],
    scheduled: [],
  }))
  const pick = (list) => list[Math.floor(random() * list.length)]
  const said = () => now().getTime()
  const chooseTime = () => said() + scheduledWithin.least + Math.floor(random() * scheduledWithin.more)
  const ownCode = createOwnCode({ balancer, chooseTime, now })
  const broadcasts = createBroadcasts({ now, ownCode })
  let isStopped = false
  let favoured = []

  const isFree = (words) => words.length === 0 || isTaken(words.at(-1))
  const isTaken = (word) => (word.takenAt ??= balancer.acknowledgedAt(word.id)) !== undefined

  function text(person) {
    if (!isFree(person.texts)) return
    const body = `text ${person.texts.length + 1} of ${person.number.slice(-4)}`
    person.texts.push({ body, saidAt: said(), id: carrier.text({ from: person.number, to: number, body }).sid })
  }

  function reply(person) {
    person.root ??= ownRoots(sandbox).find((message) => isHeadedBy(message, person.number))?.ts
    if (!person.root || !isFree(person.replies)) return
    const body = `reply ${person.replies.length + 1} to ${person.number.slice(-4)}`
    const saidAt = said()
    const id = slack.say({ as: pick(team).id, channel: 'sms', thread: person.root, text: body })
    person.replies.push({ body, saidAt, id })
  }

  function send(person) {
    if (!isFree(person.sends)) return
    const body = `notice ${person.sends.length + 1} to ${person.number.slice(-4)}`
    const word = { body, saidAt: said() }
    person.sends.push(word)
    ownCode.send(person.number, word)
  }

  function schedule(person) {
    if (!isFree(person.scheduled)) return
    const body = `scheduled ${person.scheduled.length + 1} to ${person.number.slice(-4)}`
    const word = { body, saidAt: said(), at: chooseTime() }
    person.scheduled.push(word)
    ownCode.send(person.number, word)
  }

  const say = { texts: text, replies: reply, sends: send, scheduled: schedule, broadcasts: broadcasts.broadcast }

  async function run() {
    while (!isStopped) {
      const kind = favoured.length > 0 && random() < 0.5 ? pick(favoured) : kindOf(random())
      say[kind](pick(people))
      await pause(random() * 2 * pauseMs)
    }
  }

  const running = run()
  const untaken = () =>
    people
      .flatMap(({ texts, replies, sends, scheduled }) => [...texts, ...replies, ...sends, ...scheduled])
      .concat(broadcasts.made)
      .filter((word) => !isTaken(word))
      .map(({ body }) => body)

  return {
    people,
    broadcasts: broadcasts.made,
    /** Every other word is of these kinds, until others are given: `texts`, `replies`, `sends`, `scheduled`, `broadcasts`. */
    favour: (kinds) => void (favoured = kinds),
    count: () =>
      Object.fromEntries([
        ...['texts', 'replies', 'sends', 'scheduled'].map((kind) => [kind, people.flatMap((who) => who[kind]).length]),
        ['broadcasts', broadcasts.made.length],
      ]),
    /** What nobody has acknowledged yet. */
    untaken,
    /** Nobody says anything new; what is not yet acknowledged is still repeated, as long as that leads anywhere. */
    async stop(withinMs) {
      isStopped = true
      await running
      let fewest = Infinity
      let until = Date.now() + withinMs
      for (let left = untaken().length; left > 0 && Date.now() < until; left = untaken().length) {
        if (left < fewest) until = Date.now() + withinMs
        fewest = Math.min(fewest, left)
        await pause(100)
      }
      await ownCode.stop()
    },
  }
}

/** The kind of a word, by chance. */
function kindOf(chance) {
  if (chance < 0.45) return 'texts'
  if (chance < 0.85) return 'replies'
  if (chance < 0.94) return 'sends'
  return chance < 0.99 ? 'scheduled' : 'broadcasts'
}

/** Fictional numbers: https://en.wikipedia.org/wiki/555_(telephone_number) */
const numberOf = (index) => `+1${415 + Math.floor(index / 99)}5550${101 + (index % 99)}`
