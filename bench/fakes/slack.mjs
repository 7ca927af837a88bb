import { createHmac } from 'node:crypto'
import { wordIn } from '../words.mjs'
import { serve } from './server.mjs'

export const identity = {
  teamId: 'T0BENCH',
  channelId: 'C0BENCH',
  channelName: 'sms',
  memberId: 'U0BENCHANA',
  botUserId: 'U0BENCHBOT',
  appId: 'A0BENCH',
  botToken: ['xoxb', 'bench', 'token'].join('-'),
  signingSecret: 'bench0signing0secret000000000000',
}

const { botUserId, channelId, channelName, memberId, teamId } = identity

/**
 * As much of Slack as a desk needs: it takes posts and reactions, knows one channel and one member, and signs events.
 *
 * @returns `{ url, posts, marks, newTs(), turnAway(n) }`: what was posted, in order, as `{ word, ts, thread }`, the reactions
 *   by ts, and how to turn every n-th post away
 */
export async function startSlack() {
  const posts = []
  const marks = new Map()
  let lastTs = Date.now() * 1_000
  const newTs = () => {
    lastTs += 1
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, '0')}`
  }

  const methods = {
    'auth.test': () => ({ team_id: teamId, user_id: botUserId, bot_id: 'B0BENCH', url: 'https://bench.slack.com/' }),
    'users.info': () => ({ user: { id: memberId, team_id: teamId, name: 'ana', real_name: 'Ana', profile: {} } }),
    'conversations.list': () => ({ channels: [channel] }),
    'conversations.info': () => ({ channel }),
    'conversations.history': () => ({ messages: [] }),
    'conversations.replies': () => ({ messages: [] }),
    'chat.postMessage': (fields, body) => {
      const ts = newTs()
      posts.push({ word: wordIn(body), ts, thread: fields.thread_ts })
      return { channel: channelId, ts, message: { ts, text: fields.text, user: botUserId } }
    },
    'reactions.add': ({ name, timestamp }) => {
      marks.set(timestamp, [...(marks.get(timestamp) ?? []), name])
      return {}
    },
  }

  let posted = 0
  let every = Infinity
  const isTurnedAway = (path) => path.includes('chat.postMessage') && ++posted % every === 0

  const { url } = await serve(({ path, body }) => {
    if (isTurnedAway(path))
      return { status: 429, headers: { 'retry-after': '1' }, json: { ok: false, error: 'ratelimited' } }
    const method = methods[path.slice('/api/'.length).split('?')[0]]
    const fields = fieldsOf(body)
    return { status: 200, json: { ok: true, ...method?.(fields, JSON.stringify(fields)) } }
  })
  const turnAway = (one) => (every = one)
  return { apiUrl: `${url}/api/`, posts, marks, newTs, turnAway }
}

const channel = { id: channelId, name: channelName, is_channel: true, is_member: true }

/** Clients post forms or JSON. */
function fieldsOf(body) {
  return body.startsWith('{') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
}

/** A reply of a member in a thread, as Slack's event brings it: body and headers. */
export function replyEvent({ text, thread, ts }) {
  const event = {
    type: 'message',
    team: teamId,
    channel: channelId,
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
