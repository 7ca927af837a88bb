import { setTimeout as pause } from 'node:timers/promises'
import { isHeadedBy, ownRoots } from './shown.mjs'

/**
 * People who text, people who reply, and a host's own code that sends, all at once, until they are stopped.
 *
 * Each of them waits for its last word to be acknowledged before it says the next one in the same conversation: a sender
 * that repeats one webhook while it sends the next swaps them itself, which is no matter of the host.
 */
export function createLoad({ sandbox, balancer, number, random, contacts, pauseMs }) {
  const { carrier, slack } = sandbox
  const team = slack.users().filter(({ name }) => name === 'Ana' || name === 'Ben')
  const people = Array.from({ length: contacts }, (_, index) => ({
    number: numberOf(index),
    texts: [],
    replies: [],
    sends: [],
  }))
  const pick = (list) => list[Math.floor(random() * list.length)]
  let isStopped = false
  let isGivenUp = false
  let sending = Promise.resolve()

  const isFree = (said) => said.length === 0 || isTaken(said.at(-1))
  const isTaken = (word) => (word.takenAt ??= balancer.acknowledgedAt(word.id)) !== undefined

  function text(person) {
    if (!isFree(person.texts)) return
    const body = `text ${person.texts.length + 1} of ${person.number.slice(-4)}`
    person.texts.push({ body, saidAt: Date.now(), id: carrier.text({ from: person.number, to: number, body }).sid })
  }

  function reply(person) {
    person.root ??= ownRoots(sandbox).find((message) => isHeadedBy(message, person.number))?.ts
    if (!person.root || !isFree(person.replies)) return
    const body = `reply ${person.replies.length + 1} to ${person.number.slice(-4)}`
    const saidAt = Date.now()
    const id = slack.say({ as: pick(team).id, channel: 'sms', thread: person.root, text: body })
    person.replies.push({ body, saidAt, id })
  }

  function send(person) {
    if (!isFree(person.sends)) return
    const body = `notice ${person.sends.length + 1} to ${person.number.slice(-4)}`
    const word = { body, saidAt: Date.now() }
    person.sends.push(word)
    sending = Promise.all([sending, insist(person, word)])
  }

  /** The host's own code: when it does not hear back, it asks again, with the same key. */
  async function insist(person, word) {
    while (!isGivenUp) {
      const result = await requestSend({ to: person.number, text: word.body, idempotencyKey: word.body })
      if (result) return void (word.takenAt = Date.now())
      await pause(100)
    }
  }

  async function requestSend(request) {
    const replica = balancer.next()
    if (!replica) return undefined
    try {
      const answer = await fetch(`${replica.url}/chaos/send`, {
        method: 'POST',
        body: JSON.stringify(request),
        signal: AbortSignal.timeout(10_000),
      })
      return answer.ok ? await answer.json() : undefined
    } catch {
      return undefined
    }
  }

  async function run() {
    while (!isStopped) {
      const chance = random()
      const person = pick(people)
      if (chance < 0.45) text(person)
      else if (chance < 0.85) reply(person)
      else send(person)
      await pause(random() * 2 * pauseMs)
    }
  }

  const running = run()
  const untaken = () =>
    people.flatMap(({ texts, replies, sends }) =>
      [...texts, ...replies, ...sends].filter((word) => !isTaken(word)).map(({ body }) => body),
    )

  return {
    people,
    count: () => ({
      texts: people.flatMap(({ texts }) => texts).length,
      replies: people.flatMap(({ replies }) => replies).length,
      sends: people.flatMap(({ sends }) => sends).length,
    }),
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
      isGivenUp = true
      await sending
    },
  }
}

/** Fictional numbers: https://en.wikipedia.org/wiki/555_(telephone_number) */
const numberOf = (index) => `+1${415 + Math.floor(index / 99)}5550${101 + (index % 99)}`
