import { compareBroadcasts } from './broadcast-ledger.mjs'
import { bodyOf, buttonsOf, isHeadedBy, ownRoots, showsNumber, textIn } from './shown.mjs'

/**
 * Compares what Slack and the carrier really hold with what was put in.
 *
 * `lost`, `duplicated`, `outOfOrder`, `wrong` (marks, cards, strays) and `unknown` are lists of sentences. A text that
 * neither arrived nor is asked about in its thread is lost: an unknown one that nobody can see.
 *
 * Scheduled texts leave once, and not before their time; in what order, when the time of several came while nobody was
 * there, is not promised.
 *
 * @param broadcasts - what hosts tell of them, see `reportsOf`
 */
export function compare(sandbox, people, broadcasts = []) {
  const found = { lost: [], duplicated: [], outOfOrder: [], wrong: [], unknown: [] }
  const context = { found, sandbox, posts: ownPosts(sandbox), cards: cardsOf(sandbox) }
  for (const person of people) comparePerson(context, person)
  compareBroadcasts({ found, sandbox, posts: ownRoots(sandbox) }, broadcasts)
  return found
}

function comparePerson(context, person) {
  const { texts, replies, sends, scheduled, number } = person
  if (texts.length + sends.length + scheduled.length === 0) return
  const { found, sandbox } = context
  const roots = ownRoots(sandbox).filter((message) => isHeadedBy(message, number))
  if (roots.length === 0) found.lost.push(`${number} has no thread`)
  if (roots.length > 1) found.duplicated.push(`${number} has ${roots.length} threads`)
  const [root] = roots
  if (!root) return

  const inThread = context.posts.filter(({ ts, thread_ts: thread }) => ts === root.ts || thread === root.ts)
  const asked = inThread
    .filter((post) => buttonsOf(post).includes('threadline:resend'))
    .map((post) => textIn(post.blocks))
  // What has buttons is a question, except for the head of the thread.
  const shown = inThread.filter((post) => post === root || buttonsOf(post).length === 0).map(bodyOf)
  compareList(found, `Slack, texts of ${number}`, texts, shown)
  compareList(found, `Slack, notices to ${number}`, sends, shown)
  compareEach(found, `Slack, scheduled to ${number}`, scheduled, shown)

  const arrived = sandbox.carrier.phone(number).inbox
  const inbox = arrived.map(({ body }) => body)
  for (const [what, said] of Object.entries({ replies, sends, scheduled })) {
    const open = said.filter(({ body }) => !inbox.includes(body) && isAsked(asked, body))
    found.unknown.push(...open.map(({ body }) => body))
    const closed = said.filter((word) => !open.includes(word))
    const look = what === 'scheduled' ? compareEach : compareList
    look(found, `phone of ${number}, ${what}`, closed, inbox)
  }
  found.wrong.push(...early(scheduled, arrived))
  found.wrong.push(...inThread.filter(isScheduled).map((post) => `still shown as scheduled: ${bodyOf(post)}`))
  compareRest(context, person, { shown, arrived, inbox, asked })
}

const isScheduled = (post) => buttonsOf(post).includes('threadline:send-scheduled')

/** What left before its time. */
function early(scheduled, arrived) {
  const tooEarly = ({ at, body }) => arrived.some((text) => text.body === body && text.at.getTime() < at)
  return scheduled.filter(tooEarly).map(({ body }) => `“${body}” left before its time`)
}

const isAsked = (asked, body) => asked.some((words) => words.includes(`${body}Resend`))

/** What was said, each once and in order, among all that is there. */
function compareList(found, where, said, there) {
  compareEach(found, where, said, there)
  const bodies = said.map(({ body }) => body)
  const held = there.filter((body) => bodies.includes(body))
  const once = [...new Set(held)]
  const expected = bodies.filter((body) => held.includes(body))
  if (once.join('\n') !== expected.join('\n')) found.outOfOrder.push(`${where}: ${once.join(', ')}`)
}

/** What was said, each once. */
function compareEach(found, where, said, there) {
  for (const { body } of said) {
    const times = there.filter((other) => other === body).length
    if (times === 0) found.lost.push(`${where}: “${body}”`)
    if (times > 1) found.duplicated.push(`${where}: “${body}” ${times} times`)
  }
}

/** Words nobody said, marks that tell no truth, questions about what arrived, more cards than one. */
function compareRest({ cards, found, sandbox }, person, { shown, arrived, inbox, asked }) {
  const { number, replies, sends, scheduled, texts } = person
  const outbound = [...replies, ...sends, ...scheduled].map(({ body }) => body)
  const strays = [
    ...inbox.filter((body) => !outbound.includes(body)),
    ...shown.filter(
      (body) => ![...sends, ...scheduled, ...texts].some((word) => word.body === body) && !isOfLate(body, texts),
    ),
  ]
  found.wrong.push(...strays.map((body) => `${number}: nobody said “${body}”`))
  const needless = outbound.filter((body) => inbox.includes(body) && isAsked(asked, body))
  found.wrong.push(...needless.map((body) => `“${body}” arrived and is still asked about`))
  for (const { body, id } of replies) {
    const marks = marksOn(sandbox, id)
    // Statuses that come quickly are marked by the last of them alone.
    const isRight = inbox.includes(body)
      ? marks === 'vibration_mode' || marks === 'heavy_check_mark vibration_mode'
      : marks === ''
    if (!isRight) found.wrong.push(`“${body}” is marked ${marks || 'by nothing'}`)
  }
  const count = cards.filter((card) => showsNumber(textIn(card.blocks[0]), number)).length
  if (count > 1) found.duplicated.push(`${number} has ${count} cards`)
  const left = scheduled.map((word) => whenLeft(word, arrived))
  const expected = expectedCards({ texts, outbound: [...replies, ...sends, ...left] })
  if (expected !== undefined && Math.min(count, 1) !== expected) {
    found.wrong.push(`${number} has ${count} cards, not ${expected}`)
  }
}

/** On a starved machine a text can be refused for so long that it is listed first, and that it came late is said. */
function isOfLate(body, texts) {
  return /^This text came \d+ minutes late/.test(body) && texts.some((text) => text.takenAt - text.saidAt > 600_000)
}

/**
 * A card waits exactly when the last word is a customer's, unless it is the first of all, which is the root. What was
 * said before the other side's last word was taken may have come first or last.
 */
function expectedCards({ texts, outbound }) {
  const lastText = texts.at(-1)
  if (!lastText || texts.length + outbound.length === 1) return 0
  const takenAt = (words) => Math.max(0, ...words.map((word) => word.takenAt ?? Infinity))
  if (lastText.saidAt > takenAt(outbound)) return 1
  return outbound.some((word) => word.saidAt > takenAt(texts)) ? 0 : undefined
}

/** A scheduled text answers what was there when it was scheduled, and does so when it leaves. */
function whenLeft({ body, saidAt }, arrived) {
  return { body, saidAt, takenAt: arrived.find((text) => text.body === body)?.at.getTime() }
}

function marksOn({ slack }, ts) {
  const message = slack.messages('sms').find((candidate) => candidate.ts === ts)
  return (message?.reactions ?? [])
    .map(({ name }) => name)
    .sort()
    .join(' ')
}

const ownPosts = ({ slack }) => slack.messages('sms').filter((message) => message.bot_id === slack.identity.botId)

const cardsOf = (sandbox) => ownRoots(sandbox).filter((message) => buttonsOf(message).includes('threadline:hide'))
