// The world around a contestant: Slack, the carrier, customers and a team, in a process of their own.
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { check } from './check.mjs'
import { account, inboundForm, startCarrier } from './fakes/carrier.mjs'
import { identity, replyEvent, startSlack } from './fakes/slack.mjs'
import { answer } from './process.mjs'
import { wordOf } from './words.mjs'

/** So long nothing at all may happen before what is missing is given up, in milliseconds. */
const patienceMs = 30_000

const agent = new Agent({ keepAlive: true })
const slack = await startSlack()
const carrier = await startCarrier(insist)
const said = { q: [], a: [] }
const replyTs = new Map()
let desk
let webhooks = 0
let taken = 0
let faults = false

answer({
  async open(withFaults) {
    faults = withFaults
    if (faults) slack.turnAway(50)
    return { slack: { ...identity, apiUrl: slack.apiUrl }, carrier: { ...account, apiUrl: carrier.apiUrl } }
  },
  async connect(addresses) {
    desk = addresses
  },
  /** Customers text; ends when everything is posted. */
  inbound: (how) => run(how, say.q, () => slack.posts.length),
  /** The team replies in the threads; ends when everything was sent, and marked as delivered. */
  replies: (how) =>
    run(
      how,
      say.a,
      () => carrier.texts.length,
      () => carrier.callbacks() === 0 && slack.marks.size === said.a.length,
    ),
  async check() {
    return check({ said, posts: slack.posts, texts: carrier.texts, marks: slack.marks, replyTs })
  },
})

const say = {
  q(contact, place) {
    const word = wordOf(contact, place, 'q')
    const webhook = { body: `Where is my order? ${word}`, from: numberOf(contact), sid: `SM${word.padStart(32, '0')}` }
    return { word, url: desk.smsUrl, build: () => inboundForm(desk.smsUrl, webhook) }
  },
  a(contact, place) {
    const word = wordOf(contact, place, 'a')
    const ts = slack.newTs()
    replyTs.set(word, ts)
    const thread = slack.posts.find((post) => post.word === wordOf(contact, 0, 'q')).ts
    return { word, url: desk.chatUrl, build: () => replyEvent({ text: `It is on its way. ${word}`, thread, ts }) }
  },
}

/**
 * Says `messages` words, `clients` at a time, each client for contacts of its own and one word after the other.
 *
 * @returns how long it took until the last word had arrived, and how long each acknowledgement took, in milliseconds
 */
async function run({ clients, contacts, messages }, sayNext, arrived, isQuiet = () => true) {
  const before = arrived()
  const startedAtMs = performance.now()
  const each = Array.from({ length: clients }, (_, client) =>
    runClient(client, { clients, contacts, messages }, sayNext),
  )
  const acknowledgedMs = (await Promise.all(each)).flat()
  const arrivedAtMs = await until(() => arrived() - before >= messages, arrived)
  await until(isQuiet, () => slack.marks.size)
  return { tookMs: arrivedAtMs - startedAtMs, quietAfterMs: performance.now() - startedAtMs, acknowledgedMs }
}

async function runClient(client, { clients, contacts, messages }, sayNext) {
  const took = []
  const own = Array.from({ length: contacts }, (_, contact) => contact).filter(
    (contact) => contact % clients === client,
  )
  for (let turn = 0; turn < Math.ceil((messages - client) / clients); turn += 1) {
    const contact = own[turn % own.length]
    const side = sayNext === say.q ? said.q : said.a
    const place = side.filter((word) => word.contact === contact).length
    const { build, url, word } = sayNext(contact, place)
    side.push({ word, contact, place })
    const startedAtMs = performance.now()
    await insist(url, build)
    took.push(performance.now() - startedAtMs)
  }
  return took
}

/** Brings a webhook until it is taken, as its sender would. */
async function insist(url, build) {
  for (let tries = 1; tries <= 20; tries += 1) {
    const status = await post(addressOfNext(url), build()).catch(() => 0)
    if (status >= 200 && status < 300) return comesAgain(url, build)
    await pause(100 * tries)
  }
  throw new Error(`${url} did not take a webhook.`)
}

/** Under faults the sender of every 20th webhook did not see that it was taken. */
async function comesAgain(url, build) {
  taken += 1
  if (!faults || taken % 20 > 0) return
  const { body, headers } = build()
  await post(addressOfNext(url), { body, headers: { ...headers, 'x-slack-retry-num': '1' } }).catch(() => 0)
}

/** A webhook is signed for the one address there is, and comes to the processes behind it in turn. */
function addressOfNext(url) {
  webhooks += 1
  const address = new URL(url)
  address.port = desk.ports[webhooks % desk.ports.length]
  return address
}

function post(url, { body, headers }) {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': Buffer.byteLength(body) }
    const call = request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode))
      response.on('error', reject)
    })
    call.on('error', reject)
    call.end(body)
  })
}

/** When `isSo` came true; gives up when nothing has moved for long, and leaves the finding to the check. */
async function until(isSo, progress) {
  let [movedAtMs, last] = [performance.now(), progress()]
  while (!isSo() && performance.now() - movedAtMs < patienceMs) {
    await pause(2)
    if (progress() !== last) [movedAtMs, last] = [performance.now(), progress()]
  }
  return performance.now()
}

/** Fictional numbers: https://en.wikipedia.org/wiki/555_(telephone_number) */
function numberOf(contact) {
  return `+1${212 + Math.floor(contact / 99)}5550${101 + (contact % 99)}`
}
