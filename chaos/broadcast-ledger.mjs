import { showsNumber, textIn } from './shown.mjs'

/**
 * Compares broadcasts that are over with the phones of those on their lists, and with their one post each: everybody has it
 * once, or it is among the texts about which somebody has to decide, and what is told of its end is so.
 *
 * @param reports - see `reportsOf`
 * @param posts - what the app has posted at the top of the channel
 */
export function compareBroadcasts({ found, posts, sandbox }, reports) {
  for (const { name } of reports.filter(({ isForgotten }) => isForgotten)) found.lost.push(`${name} is forgotten`)
  for (const report of reports.filter(({ isForgotten }) => !isForgotten)) {
    comparePhones(found, sandbox, report)
    compareProgress(found, sandbox, report)
    comparePost(found, posts, report)
  }
  compareStrays(found, sandbox, reports)
}

function comparePhones(found, { carrier }, report) {
  const { name, numbers, unsure } = report
  for (const number of numbers) {
    const times = timesOn(carrier, number, name)
    const isAsked = unsure.some((text) => showsNumber(text, number))
    if (times > 1) found.duplicated.push(`${name} to ${number} ${times} times`)
    if (times === 0 && isAsked) found.unknown.push(`${name} to ${number}`)
    if (times === 0 && !isAsked) found.lost.push(`${name} to ${number}`)
    if (times > 0 && isAsked) found.wrong.push(`${name} to ${number} arrived and is still asked about`)
  }
}

function compareProgress(found, { carrier }, { name, numbers, progress, size, status, unsure }) {
  const arrived = numbers.filter((number) => timesOn(carrier, number, name) > 0).length
  const told = { status, size, ...progress }
  const right = {
    status: 'done',
    size: numbers.length,
    waiting: 0,
    sent: numbers.length - unsure.length,
    delivered: arrived,
    unknown: unsure.length,
    undecided: unsure.length,
    withheld: 0,
    failed: {},
    skipped: {},
  }
  for (const [what, value] of Object.entries(right)) {
    if (JSON.stringify(told[what]) === JSON.stringify(value)) continue
    found.wrong.push(`${name} tells of ${what} ${JSON.stringify(told[what])}, not ${JSON.stringify(value)}`)
  }
}

/** What the posts of a broadcast say: there is to be one. */
export const postsOf = (name, posts) =>
  posts.map(({ blocks }) => textIn(blocks)).filter((words) => words.includes(`${name} to {{`))

function comparePost(found, posts, { name, numbers }) {
  const own = postsOf(name, posts)
  if (own.length === 0) found.lost.push(`${name} has no post`)
  if (own.length > 1) found.duplicated.push(`${name} has ${own.length} posts`)
  const isTrue = (words) => words.includes('is done') && words.includes(`${numbers.length} of ${numbers.length}`)
  if (own.length === 1 && !isTrue(own[0])) found.wrong.push(`${name} is not shown as done: ${own[0]}`)
}

/** What nobody broadcast. */
function compareStrays(found, { carrier }, reports) {
  for (const number of new Set(reports.flatMap(({ numbers }) => numbers))) {
    const own = reports.filter(({ numbers }) => numbers.includes(number))
    const strays = carrier.phone(number).inbox.filter(({ body }) => !own.some(({ name }) => isOf(name, body)))
    found.wrong.push(...strays.map(({ body }) => `${number}: nobody broadcast “${body}”`))
  }
}

const timesOn = (carrier, number, name) => carrier.phone(number).inbox.filter(({ body }) => isOf(name, body)).length

const isOf = (name, body) => body.startsWith(`${name} to `)
