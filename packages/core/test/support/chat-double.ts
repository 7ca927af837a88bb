import type {
  ChatAdapter,
  ChatAnswer,
  ChatEvent,
  ChatFailureCategory,
  ChatOutcome,
  ChatPost,
  FormView,
  Mark,
  Member,
  PanelItem,
  PostRef,
  PostView,
} from '@threadline/core'

/** A post that stands in the double's channels. */
export interface StandingPost {
  readonly ref: PostRef
  readonly post: ChatPost
}

/** One call that was made. */
export interface ChatCall {
  readonly method:
    | 'post'
    | 'update'
    | 'remove'
    | 'mark'
    | 'find'
    | 'openForm'
    | 'member'
    | 'channel'
    | 'isIn'
    | 'publishHome'
    | 'create'
    | 'findChannel'
    | 'invite'
    | 'setTopic'
    | 'archive'
  readonly detail: unknown
}

/** A channel that the app has made. */
export interface MadeChannel {
  readonly id: string
  readonly name: string
  readonly isPrivate: boolean
  readonly members: Set<string>
  topic?: string
  isArchived?: boolean
  /** Somebody else made it. */
  readonly isForeign?: boolean
}

/** A chat platform in memory. Its webhooks are JSON events; its outcomes can be scripted. */
export interface ChatDouble extends ChatAdapter {
  readonly posts: StandingPost[]
  readonly whispers: ChatPost[]
  readonly marks: { readonly ref: PostRef; readonly mark: Mark }[]
  readonly forms: FormView[]
  readonly calls: ChatCall[]
  readonly members: Map<string, Member>
  /** What a post shows, after its updates. */
  shown(ref: PostRef): PostView | undefined
  /** Channels that the app has made. */
  readonly made: MadeChannel[]
  /** Channels in which nothing can be posted, and why. */
  readonly gone: Map<string, ChatFailureCategory>
  /** What members see on their home pages. */
  readonly homes: Map<string, readonly PanelItem[]>
  /** Channels that the app is not in. */
  readonly strangeChannels: Set<string>
  /** Members who cannot be invited. */
  readonly uninvitable: Set<string>
  /** Lets the next calls of a method end as told; `accepted` means that it happened all the same. */
  script(method: ChatCall['method'], ...endings: readonly ScriptedEnding[]): void
}

export interface ScriptedEnding {
  readonly outcome: Exclude<ChatOutcome<never>, { type: 'done' }>
  readonly wasAccepted?: boolean
}

export const chatUnknown: ScriptedEnding['outcome'] = { type: 'unknown', failure: { category: 'platform-down' } }

const reviveDates = (key: string, value: unknown): unknown => (key.endsWith('At') ? new Date(String(value)) : value)

export function chatDouble(): ChatDouble {
  const posts: StandingPost[] = []
  const updated = new Map<string, PostView>()
  const whispers: ChatPost[] = []
  const marks: ChatDouble['marks'] = []
  const forms: FormView[] = []
  const calls: ChatCall[] = []
  const members = new Map<string, Member>([['U1', { id: 'U1', name: 'Ana', kind: 'full', isAdmin: true }]])
  const scripts = new Map<string, ScriptedEnding[]>()
  const made: MadeChannel[] = []
  const gone = new Map<string, ChatFailureCategory>()
  const uninvitable = new Set<string>()
  const strangeChannels = new Set<string>()
  const homes = new Map<string, readonly PanelItem[]>()
  let lastId = 0

  async function run<Value>(
    method: ChatCall['method'],
    detail: unknown,
    accept: () => Value,
  ): Promise<ChatOutcome<Value>> {
    calls.push({ method, detail })
    const ending = scripts.get(method)?.shift()
    if (ending && !ending.wasAccepted) return ending.outcome
    const value = accept()
    return ending ? ending.outcome : { type: 'done', value }
  }

  function add(post: ChatPost): PostRef {
    lastId += 1
    const ref = { channelId: post.target.channel.replace('#sms', 'C1'), messageId: `m${lastId}` }
    if (post.target.onlyFor) whispers.push(post)
    else posts.push({ ref, post })
    return ref
  }

  return {
    posts,
    whispers,
    marks,
    forms,
    calls,
    members,
    made,
    gone,
    uninvitable,
    strangeChannels,
    homes,
    script: (method, ...endings) => void scripts.set(method, [...(scripts.get(method) ?? []), ...endings]),
    async receive(request) {
      const events = JSON.parse(new TextDecoder().decode(request.body), reviveDates) as readonly ChatEvent[]
      return { events, respond: (answer?: ChatAnswer) => Response.json(answer ?? {}) }
    },
    async post(_workspace, post) {
      const category = gone.get(post.target.channel)
      if (category === undefined) return run('post', post, () => add(post))
      calls.push({ method: 'post', detail: post })
      return { type: 'refused', retryable: true, retryAfterMs: 300_000, failure: { category } }
    },
    update: (_workspace, ref, view) =>
      run('update', { ref, view }, () => {
        updated.set(ref.messageId, view)
        return ref
      }),
    shown: ({ messageId }) => updated.get(messageId) ?? posts.find(({ ref }) => ref.messageId === messageId)?.post.view,
    remove: (_workspace, ref) =>
      run('remove', ref, () => {
        const index = posts.findIndex((standing) => standing.ref.messageId === ref.messageId)
        if (index >= 0) posts.splice(index, 1)
        return undefined
      }),
    mark: (_workspace, ref, mark) =>
      run('mark', { ref, mark }, () => {
        marks.push({ ref, mark })
        return undefined
      }),
    async find(_workspace, post) {
      calls.push({ method: 'find', detail: post })
      const ending = scripts.get('find')?.shift()
      if (ending) return ending.outcome
      const standing = posts.find((candidate) => candidate.post.reference === post.reference)
      if (standing) return { type: 'done', value: standing.ref }
      return { type: 'refused', retryable: false, failure: { category: 'message-missing' } }
    },
    openForm: (_workspace, _trigger, form) =>
      run('openForm', form, () => {
        forms.push(form)
        return undefined
      }),
    channels: {
      async create(_workspace, { isPrivate, name }) {
        if (!scripts.get('create')?.length && made.some((one) => one.name === name)) return refuse('name-taken')
        return run('create', name, () => {
          const channel = { id: `C${70 + made.length}`, name, isPrivate, members: new Set<string>() }
          made.push(channel)
          return channel
        })
      },
      find: (_workspace, { name }) =>
        run('findChannel', name, () => made.find((one) => one.name === name && !one.isForeign)),
      invite: (_workspace, id, memberIds) =>
        run('invite', { id, memberIds }, () => {
          const channel = made.find((one) => one.id === id)
          for (const memberId of memberIds) if (!uninvitable.has(memberId)) channel?.members.add(memberId)
          const failure = { category: 'not-permitted', detail: 'They are a guest.' } as const
          return memberIds.filter((memberId) => uninvitable.has(memberId)).map((memberId) => ({ memberId, failure }))
        }),
      setTopic: (_workspace, id, topic) =>
        run('setTopic', { id, topic }, () => {
          const channel = made.find((one) => one.id === id)
          if (channel) channel.topic = topic
          return undefined
        }),
      archive: (_workspace, id) =>
        run('archive', id, () => {
          const channel = made.find((one) => one.id === id)
          if (channel) channel.isArchived = true
          gone.set(id, 'archived')
          return undefined
        }),
    },
    publishHome: (_workspace, memberId, items) =>
      run('publishHome', { memberId, items }, () => {
        homes.set(memberId, items)
        return undefined
      }),
    directory: {
      member: (_workspace, id) => run('member', id, () => members.get(id) ?? { id, name: id, kind: 'guest' as const }),
      channel: (_workspace, name) => run('channel', name, () => ({ id: name.replace('#sms', 'C1') })),
      isIn: (_workspace, id) => run('isIn', id, () => !strangeChannels.has(id)),
    },
  }
}

function refuse(category: ChatFailureCategory): ChatOutcome<never> {
  return { type: 'refused', retryable: false, failure: { category } }
}
