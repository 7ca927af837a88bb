import { startSandbox } from '@threadline/sandbox'
import { wordIn } from '../words.mjs'
import { account, numberOfLine } from './carrier.mjs'
import { channelOf, identity } from './slack.mjs'

/**
 * The sandbox in the place of both servers: it checks every call, keeps what it was given, and sends the receipts itself. Nothing is
 * delayed. Texts and replies are brought by whoever brings them else, so that acknowledgements mean the same.
 *
 * @param heard - `posted(post)`, `asked(word)`, `marked(ts)` and `sent(text)` are told what came
 * @returns `{ slack, carrier }`, each like those beside this file
 */
export async function startSandboxed({ heard, lines }) {
  const channels = Array.from({ length: lines }, (_, line) => ({ id: channelOf(line), name: `sms-${line}` }))
  const sandbox = await startSandbox({
    slack: {
      teamId: identity.teamId,
      botToken: identity.botToken,
      signingSecret: identity.signingSecret,
      members: [{ id: identity.memberId, name: 'Ana' }],
      channels,
    },
    carrier: {
      accountSid: account.accountSid,
      authToken: account.authToken,
      numbers: channels.map((_, line) => ({ number: numberOfLine(line) })),
      retryDelaysMs: Array.from({ length: 20 }, (_, tries) => 100 * tries),
    },
  })
  const posts = followPosts(sandbox.slack, heard)
  followMarks(sandbox.slack, heard)
  const texts = followTexts(sandbox.carrier, heard)
  const { slack } = sandbox
  return {
    slack: {
      apiUrl: sandbox.slackApiUrl,
      posts,
      calls: () => slack.calls.length,
      /** The member writes a reply, of which the event is still to be brought. */
      newTs: ({ channel, text, thread }) => slack.say({ as: identity.memberId, channel, text, thread }),
    },
    carrier: {
      apiUrl: sandbox.carrierApiUrl,
      texts,
      // Its receipts are marked, or they are missed by their marks.
      callbacks: () => 0,
    },
  }
}

/** What the app has posted, in order; a question about a text quotes it, and is no post of it. */
function followPosts(slack, heard) {
  const posts = []
  const seen = new Set()
  slack.onChange(({ channel, type }) => {
    if (type !== 'message') return
    const messages = slack.messages(channel)
    for (let index = messages.length - 1; index >= 0 && !seen.has(messages[index].ts); index -= 1) {
      const message = messages[index]
      seen.add(message.ts)
      if (message.bot_id !== slack.identity.botId) continue
      const drawn = JSON.stringify(message)
      const post = { word: wordIn(drawn), ts: message.ts, thread: message.thread_ts, channel }
      if (drawn.includes('threadline:resend')) heard.asked(post.word)
      else {
        posts.push(post)
        heard.posted(post)
      }
    }
  })
  return posts
}

function followMarks(slack, heard) {
  let read = 0
  slack.onChange(({ type }) => {
    if (type !== 'call') return
    for (; read < slack.calls.length; read += 1) {
      const { args, method, ok } = slack.calls[read]
      if (method === 'reactions.add' && ok) heard.marked(args.timestamp)
    }
  })
}

function followTexts(carrier, heard) {
  const texts = []
  let read = 0
  carrier.onChange(() => {
    const all = carrier.texts()
    for (; read < all.length; read += 1) {
      const { body, to } = all[read]
      const text = { word: wordIn(body), to }
      texts.push(text)
      heard.sent(text)
    }
  })
  return texts
}
