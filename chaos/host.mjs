// A host as anyone would build it, on durable storage, with kill points around its parts. Started by replica.mjs, which
// talks to it over IPC: the settings come in, `listening` goes out, and without its parent it ends at once.
import { createServer } from 'node:http'
import { slackAdapter } from '@threadline/adapter-slack'
import { createThreadline } from '@threadline/core'
import { memoryQueue, memoryStorage } from '@threadline/core/memory'
import { pgliteStorage, postgresQueue, postgresStorage } from '@threadline/storage-postgres'
import { carriers } from './carriers.mjs'
import { onTheWall, quickClock } from './clocks.mjs'
import { readAhead } from './read-ahead.mjs'
import { sabotagedHandler, sabotagedStorage } from './sabotage.mjs'
import {
  comingFrom,
  createKillPoints,
  detachedQueue,
  killableChat,
  killableSms,
  killableStorage,
} from './kill-points.mjs'

/** Later than anything waits for. */
const endOfTime = new Date('2999-01-01T00:00:00Z')
/** Connections of a host to its database: each has to be opened anew when the host was killed. */
const poolSize = 5
/** A broadcast is to be over in seconds. */
const broadcastPerMinute = 300
const points = createKillPoints()

const [, , provider, storage] = process.argv
/** Resolves when everything is read that the first message needs. */
export const ready = readAhead({ provider, storage })

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (message) => {
  if (message.type === 'arm') points.arm(message.step, message.count)
  if (message.type === 'disarm') {
    points.disarm()
    process.send({ type: 'disarmed' })
  }
  if (message.type === 'open') void open(message.settings).catch(fail)
})
process.on('unhandledRejection', fail)

function fail(error) {
  process.send({ type: 'failed', message: `${error?.stack ?? error}` }, () => process.exit(1))
}

async function open(settings) {
  await ready
  const clock = quickClock(settings.time)
  const { durable, queue } = await openStorage(settings, clock)
  const { slack, carrier, provider, timeoutMs } = settings
  const { notificationWindowMs, ...waits } = settings.waits
  const { now } = clock
  const chat = slackAdapter({ ...slack.credentials, settleMs: 0, timeoutMs, now })
  const sms = carriers[provider].make({ ...carrier, timeoutMs, now })
  const threadline = createThreadline({
    workspaceId: slack.teamId,
    publicUrl: settings.publicUrl,
    clock,
    chat: killableChat(settings.hasLimits ? chat : { ...chat, limits: undefined }, points),
    providers: { [provider]: killableSms(sms, points) },
    lines: [
      { name: 'Support', notificationWindowMs, broadcastPerMinute, senders: [{ provider, address: settings.number }] },
    ],
    storage: killableStorage(sabotagedStorage(durable, settings.sabotage), points),
    queue,
    logger,
    ...waits,
  })

  const handle = sabotagedHandler(threadline, settings.sabotage)
  const server = createServer((request, response) => {
    if (request.url === '/chaos/send') return void answer(response, () => send(threadline, request))
    const [, broadcast] = /^\/chaos\/(broadcasts.*)$/.exec(request.url) ?? []
    if (broadcast) return void answer(response, () => onBroadcasts(threadline.broadcasts, broadcast, request))
    if (request.url === '/chaos/waiting') return void answer(response, () => waiting(durable, threadline, slack.teamId))
    void comingFrom('webhook', () => handle(request, response))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  await threadline.start()
  process.send({ type: 'listening', url: `http://127.0.0.1:${server.address().port}` })
}

/** The queue is left out where the storage brings it. */
async function openStorage(settings, clock) {
  if (settings.databaseUrl) return openDatabase(settings)
  const { folder } = settings
  const queue = detachedQueue(
    memoryQueue({ clock, onError: (error) => logger.error({ error: String(error) }, 'drain') }),
  )
  if (!folder) return { durable: memoryStorage(), queue }
  const durable = pgliteStorage({ folder })
  await durable.start()
  return { durable, queue }
}

/** A database counts the delays itself, and knows no quicker clock: then wake-ups come after the commit, in its time. */
async function openDatabase({ databaseUrl: url, queueLeaseMs, time }) {
  const queue = postgresQueue({ url, leaseMs: queueLeaseMs, logger })
  const isOnTheWall = time.scale === 1
  const durable = postgresStorage({ url, poolSize, queue: isOnTheWall ? queue : undefined })
  await durable.start()
  if (isOnTheWall) return { durable }
  await queue.ready()
  return { durable, queue: detachedQueue({ ...queue, wake: (key, at) => queue.wake(key, onTheWall(at, time)) }) }
}

/** `broadcasts` makes one, `broadcasts/ID/start` starts it, and `broadcasts/ID` says how it stands. */
async function onBroadcasts(broadcasts, path, request) {
  const [, id, what] = path.split('/')
  if (id === undefined) {
    const asked = await bodyOf(request)
    return comingFrom('send', () => broadcasts.create(asked))
  }
  if (what === 'start') return comingFrom('send', () => broadcasts.start(id))
  const [report, unsure] = [await broadcasts.get(id), await broadcasts.unsure(id)]
  return { ...report, unsure: unsure.map(({ text }) => text) }
}

async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

async function send(threadline, request) {
  const { at, ...text } = await bodyOf(request)
  try {
    return await comingFrom('send', () => threadline.send({ ...text, ...(at && { at: new Date(at) }) }))
  } catch (error) {
    if (error.code === 'send.invalid_time') return { isTooLate: true }
    throw error
  }
}

async function waiting(durable, threadline, teamId) {
  const lanes = await durable.waitingLanes(teamId, endOfTime, 1_000)
  const { deadEffects } = await threadline.status()
  return { lanes, deadEffects }
}

async function answer(response, work) {
  try {
    const body = JSON.stringify(await work())
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  } catch (error) {
    response.writeHead(500).end(String(error))
  }
}

const logger = {
  debug: () => {},
  info: () => {},
  warn: (fields, message) => log('warn', fields, message),
  error: (fields, message) => log('error', fields, message),
}

function log(level, fields, message) {
  if (process.env.CHAOS_LOG) process.stderr.write(`${JSON.stringify({ at: new Date(), level, message, ...fields })}\n`)
}
