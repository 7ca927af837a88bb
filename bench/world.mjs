// The world around a contestant: Slack, the carrier, customers and a team, in a process of their own.
import { setTimeout as pause } from 'node:timers/promises'
import { account, inboundForm, numberOfLine, startCarrier } from './fakes/carrier.mjs'
import { startSandboxed } from './fakes/sandbox.mjs'
import { channelOf, identity, replyEvent, startSlack } from './fakes/slack.mjs'
import { createWeather } from './fakes/weather.mjs'
import { answer } from './process.mjs'
import { createSenders } from './senders.mjs'
import { createTalk } from './talk.mjs'
import { numberOf, wordOf } from './words.mjs'

const talk = createTalk()
const weather = createWeather()
const { connect, insist } = createSenders(weather)
/** Numbers of contacts that were there before this world. */
const numbers = new Map()
let slack
let carrier
let desk
let lines
/** The one that began last, and those that have a name. */
let current
const named = new Map()
/** One world after the other may meet the same database. */
const worldId = Date.now().toString(36)

answer({
  /** Opens it, and says what a contestant has to know. */
  async open({ lines: count = 1, plant, through = 'fakes' } = {}) {
    lines = count
    const { heard } = talk
    if (through === 'sandbox') ({ slack, carrier } = await startSandboxed({ heard, lines }))
    else {
      slack = await startSlack({ heard, lines, plant, weather })
      carrier = await startCarrier({ deliver: insist, heard, weather, worldId })
    }
    const list = Array.from({ length: lines }, (_, line) => ({
      channelId: channelOf(line),
      number: numberOfLine(line),
    }))
    const [{ channelId, number }] = list
    return {
      slack: { ...identity, channelId, apiUrl: slack.apiUrl },
      carrier: { ...account, number, apiUrl: carrier.apiUrl },
      lines: list,
    }
  },
  async connect(addresses) {
    desk = addresses
    connect(desk.ports)
  },
  async weather(name) {
    weather.change(name)
  },
  /** Contacts that have a thread already: `[{ contact, number, channel, thread }]`. */
  async know(list) {
    for (const { channel, contact, number, thread } of list) {
      numbers.set(contact, number)
      talk.know(contact, { channel, thread })
    }
  },
  say,
  /** Resolves when half of what was begun last has been taken. */
  async half() {
    while (!current.isOver && current.taken < current.messages / 2) await pause(2)
  },
  /** Has one that has a name end. */
  async enough(name) {
    const run = named.get(name)
    if (run) run.isOver = true
    named.delete(name)
  },
  check: async (phase) => talk.check(phase, slack.posts, carrier.texts),
})

/**
 * Customers text (`inbound`), or the team replies: `messages` words, `clients` at a time, each client for contacts of its
 * own and one word after the other. Ends when everything has arrived and is marked, or when nothing has moved for
 * `patienceMs`; what is missing then is left to the check.
 *
 * @returns how long it took until the last word had arrived, how long each took to be acknowledged and to arrive, in
 *   milliseconds, calls to Slack, and when on the clock the first of each was
 */
async function say({ clients, contacts, from = 0, messages, name, patienceMs, paceMs = 0, phase, side }) {
  const run = { side, phase, messages, taken: 0, missing: new Set(), unmarked: new Set() }
  current = run
  named.set(name, run)
  const callsBefore = slack.calls()
  const startedAtMs = performance.now()
  const each = Array.from({ length: clients }, (_, client) => {
    const own = Array.from({ length: contacts }, (_, index) => from + index).filter((c) => c % clients === client)
    return runClient(own, Math.ceil((messages - client) / clients), run, paceMs)
  })
  const said = (await Promise.all(each)).flat()
  run.isOver = true
  await until(
    () => run.missing.size === 0,
    patienceMs,
    () => run.missing.size,
  )
  await until(isQuiet(run), patienceMs, () => run.unmarked.size)
  const arrived = said.filter(({ arrivedAtMs }) => arrivedAtMs !== undefined)
  const endedAtMs = arrived.reduce((last, { arrivedAtMs }) => Math.max(last, arrivedAtMs), startedAtMs)
  return {
    tookMs: endedAtMs - startedAtMs,
    acknowledgedMs: said.map(({ saidAtMs, takenAtMs }) => takenAtMs - saidAtMs),
    deliveredMs: arrived.map(({ arrivedAtMs, saidAtMs }) => arrivedAtMs - saidAtMs),
    slackCalls: slack.calls() - callsBefore,
    firstTakenAt: performance.timeOrigin + Math.min(...said.map(({ takenAtMs }) => takenAtMs)),
    firstArrivedAt: performance.timeOrigin + Math.min(...arrived.map(({ arrivedAtMs }) => arrivedAtMs)),
  }
}

async function runClient(own, count, run, paceMs) {
  const said = []
  for (let turn = 0; turn < count && !run.isOver; turn += 1) {
    const one = speech[run.side](own[turn % own.length], run)
    if (!one) continue
    await insist(one.url, one.build)
    one.said.takenAtMs = performance.now()
    run.taken += 1
    said.push(one.said)
    if (paceMs > 0) await pause(paceMs)
  }
  return said
}

const speech = {
  inbound(contact, run) {
    const word = wordOf(contact, talk.nextPlace(contact, 'q'), 'q')
    const to = numberOfLine(contact % lines)
    const from = numbers.get(contact) ?? numberOf(contact)
    const webhook = { body: `Where is my order? ${word}`, from, to, sid: `SM${(worldId + word).padStart(32, '0')}` }
    const { smsUrl: url } = desk
    return { said: talk.say(word, { ...run, contact, run }), url, build: () => inboundForm(url, webhook) }
  },
  /** Where a thread has been lost there is none to reply in. */
  replies(contact, run) {
    const place = talk.threadOf(contact)
    if (!place) return undefined
    const word = wordOf(contact, talk.nextPlace(contact, 'a'), 'a')
    const text = `It is on its way. ${word}`
    const ts = slack.newTs({ ...place, text })
    const reply = { ...place, text, ts }
    return { said: talk.say(word, { ...run, contact, run, ts }), url: desk.chatUrl, build: () => replyEvent(reply) }
  },
}

/** Nothing is under way any more: replies that never left cannot be marked. */
const isQuiet = (run) => () => carrier.callbacks() === 0 && [...run.unmarked].every((word) => run.missing.has(word))

/** When it came true; gives up when nothing has moved for so long. */
async function until(isSo, patienceMs, progress) {
  let [movedAtMs, last] = [performance.now(), progress()]
  while (!isSo() && performance.now() - movedAtMs < patienceMs) {
    await pause(5)
    if (progress() !== last) [movedAtMs, last] = [performance.now(), progress()]
  }
}
