/** Chat and carrier of one workspace: they take what they are given after as long as the real ones take, and tell when. */
export function createAdapters({ clock, random, onPost, onText, answersText, onRead }) {
  const between = (from, to) => from + Math.floor(random() * (to - from))
  const done = (value) => ({ type: 'done', value })
  const after = async (ms, value) => {
    await clock.wait(ms)
    return done(value)
  }
  let posts = 0
  let texts = 0

  const receive = async (request) => {
    onRead()
    return { events: JSON.parse(new TextDecoder().decode(request.body)), respond: () => new Response() }
  }

  const chat = {
    receive,
    async post(_workspaceId, { target, view }) {
      onPost(view)
      posts += 1
      return after(between(80, 250), { channelId: target.channel.replace('#sms', 'C1'), messageId: `m${posts}` })
    },
    update: (_workspaceId, ref) => after(between(80, 250), ref),
    remove: () => after(between(80, 250)),
    mark: () => after(between(80, 250)),
    find: async () => ({ type: 'refused', retryable: false, failure: { category: 'other' } }),
    openForm: () => after(between(80, 250)),
    directory: {
      member: async (_workspaceId, id) => done({ id, name: id, kind: 'full' }),
      channel: async () => done({ id: 'C1' }),
      isIn: async () => done(true),
    },
    // Those of Slack: see packages/adapter-slack/src/web/limits.ts.
    limits: {
      post: { permits: 1, perMs: 1_000, burst: 10 },
      mark: { permits: 50, perMs: 60_000, burst: 20 },
      update: { permits: 50, perMs: 60_000, burst: 20 },
    },
  }

  const carrier = {
    receive,
    async send(text) {
      onText(text)
      texts += 1
      const accepted = { externalId: `X${texts}`, status: 'sent', rawStatus: 'sent' }
      if (answersText()) return after(between(100, 300), accepted)
      return new Promise(() => undefined)
    },
    capabilities: { maxTextLength: 1_600, sendsOptOutReplies: false },
  }

  return { chat, carrier }
}
