import { createHmac } from 'node:crypto'
import { wordIn } from '../words.mjs'
import { createPlant } from './plant.mjs'
import { serve } from './server.mjs'

export const identity = {
  teamId: 'T0BENCH',
  memberId: 'U0BENCHANA',
  // Those of the sandbox, which can stand in.
  botUserId: 'U0SANDBOXBOT',
  appId: 'A0SANDBOX01',
  botToken: ['xoxb', 'bench', 'token'].join('-'),
  signingSecret: 'bench0signing0secret000000000000',
}

const { botUserId, memberId, teamId } = identity

/** The channel of each line. */
export const channelOf = (line) => `C${line}BENCH`

/**
 * As much of Slack as a desk needs: it takes posts and reactions, gives posts back, knows channels and one member.
 *
 * @param lines - how many channels there are
 * @param heard - `posted(post)`, `asked(word)` and `marked(ts)` are told what came
 * @param plant - a fault of its own, to show that it is found
 * @returns `{ apiUrl, posts, newTs(), calls() }`: what was posted, in order, as `{ word, ts, thread, channel }`, and how
 *   many calls there were
 */
export async function startSlack({ heard, lines, plant, weather }) {
  const posts = []
  const channels = Array.from({ length: lines }, (_, line) => channel(line))
  const planted = createPlant(plant, posts)
  let calls = 0
  let lastTs = Date.now() * 1_000
  const newTs = () => {
    lastTs += 1
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`
  }

  const methods = {
    'auth.test': () => ({ team_id: teamId, user_id: botUserId, bot_id: 'B0BENCH', url: 'https://bench.slack.com/' }),
    'users.info': () => ({ user: { id: memberId, team_id: teamId, name: 'ana', real_name: 'Ana', profile: {} } }),
    'conversations.list': () => ({ channels }),
    'conversations.info': ({ channel: id }) => ({ channel: channels.find((one) => one.id === id) }),
    'conversations.history': (fields) => readBack(fields, ({ thread }) => thread === undefined),
    'conversations.replies': (fields) => readBack(fields, ({ thread, ts }) => thread === fields.ts || ts === fields.ts),
    'chat.postMessage': (fields, body) => {
      const ts = newTs()
      const { channel: where, client_msg_id: clientId, metadata, text, thread_ts: thread } = fields
      const word = wordIn(body)
      const post = { word, ts, thread, channel: where, clientId, metadata }
      // A question about a text that nobody knows the end of quotes it, and is no post of it.
      if (body.includes('resend')) heard.asked(word)
      else for (const one of planted(post)) heard.posted(one)
      return { channel: where, ts, message: { ts, text, user: botUserId } }
    },
    'reactions.add': ({ timestamp }) => {
      heard.marked(timestamp)
      return {}
    },
  }

  /** What stands in a channel or a thread since then. */
  function readBack({ channel: where, oldest = '0' }, isMeant) {
    const found = posts.filter((post) => post.channel === where && Number(post.ts) >= Number(oldest) && isMeant(post))
    const messages = found.map(({ clientId, metadata, thread, ts }) => {
      const read = typeof metadata === 'string' ? JSON.parse(metadata) : metadata
      return { type: 'message', ts, thread_ts: thread, user: botUserId, client_msg_id: clientId, metadata: read }
    })
    return { messages, has_more: false }
  }

  const { url } = await serve(({ body, path }) => {
    calls += 1
    const name = path.slice('/api/'.length).split('?')[0]
    if (name === 'chat.postMessage' && weather.isTurnedAway('slack'))
      return { status: 429, headers: { 'retry-after': '1' }, json: { ok: false, error: 'ratelimited' } }
    const fields = fieldsOf(body)
    return { status: 200, json: { ok: true, ...methods[name]?.(fields, JSON.stringify(fields)) } }
  }, weather.delayMs)
  return { apiUrl: `${url}/api/`, posts, newTs, calls: () => calls }
}

const channel = (line) => ({ id: channelOf(line), name: `sms-${line}`, is_channel: true, is_member: true })

/** Clients post forms or JSON. */
function fieldsOf(body) {
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
}

/** A reply of a member in a thread, as Slack's event brings it: body and headers. */
export function replyEvent({ channel: where, text, thread, ts }) {
  const event = {
    type: 'message',
    team: teamId,
    channel: where,
    channel_type: 'channel',
    user: memberId,
    parent_user_id: botUserId,
    client_msg_id: `client-${ts}`,
    text,
    ts,
    thread_ts: thread,
  }
  const body = JSON.stringify({
    type: 'event_callback',
    team_id: teamId,
    api_app_id: identity.appId,
    event_id: `Ev${ts.replace('.', '')}`,
    event_time: Math.floor(Number(ts)),
    authorizations: [{ team_id: teamId, user_id: botUserId, is_bot: true }],
    event,
  })
  const time = Math.floor(Date.now() / 1_000)
  const hash = createHmac('sha256', identity.signingSecret).update(`v0:${time}:${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(time),
    'x-slack-signature': `v0=${hash}`,
  }
  return { body, headers }
}
