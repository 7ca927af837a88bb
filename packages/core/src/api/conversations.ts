import type { ConversationChange } from '../domain/change-conversation.js'
import { setDetails } from '../domain/change-conversation.js'
import { conversationStatuses } from '../domain/conversation-status.js'
import type { Conversation, ConversationStatus, Priority } from '../domain/conversation.js'
import { sendModes, type SendMode } from '../domain/send-mode.js'
import { addTags, removeTags } from '../domain/tag.js'
import { ThreadlineError } from '../errors.js'
import { closeChannel } from '../flows/channels/close-channel.js'
import { requestChannel } from '../flows/channels/request-channel.js'
import { setChannelMode } from '../flows/channels/set-mode.js'
import { assignConversation } from '../flows/conversations/assign-conversation.js'
import { changeConversation } from '../flows/conversations/change-conversation.js'
import { hideNotification } from '../flows/conversations/hide-notification.js'
import { setConversationStatus } from '../flows/conversations/set-conversation-status.js'
import { inTransaction, type Flow, type FlowDeps } from '../flows/flow.js'
import type { ChatAdapter } from '../ports/chat-adapter.js'
import type { ConversationQuery } from '../ports/storage.js'
import { requireFullMember } from './require-full-member.js'

/**
 * What can be done with conversations. Each of these shows in chat, tells `conversation.changed` when it changes
 * something, and answers with the conversation as it stands then.
 *
 * All that take an id throw `ThreadlineError` `conversation.not_found` when there is no such conversation.
 */
export interface ConversationsApi {
  get(conversationId: string): Promise<Conversation>
  /**
   * Those that fit, newest first; with `isWaiting` the longest waiting first.
   *
   * @param limit - at most so many. @defaultValue 100
   */
  list(query?: ConversationQuery, limit?: number): Promise<readonly Conversation[]>
  /**
   * Says which member looks after it, who is told.
   *
   * @throws ThreadlineError `conversation.invalid_assignee` for anybody but a full member, `not_ready` when chat cannot tell
   */
  assign(conversationId: string, memberId: string): Promise<Conversation>
  unassign(conversationId: string): Promise<Conversation>
  /**
   * `closed` takes it from whoever looks after it, unless its line keeps it theirs.
   *
   * @throws ThreadlineError `conversation.invalid` when there is no such status
   */
  setStatus(conversationId: string, status: ConversationStatus): Promise<Conversation>
  /** Adds tags, in lower case, each once; those beyond twenty are left out. */
  tag(conversationId: string, ...tags: readonly string[]): Promise<Conversation>
  untag(conversationId: string, ...tags: readonly string[]): Promise<Conversation>
  /** An empty subject is none. */
  setSubject(conversationId: string, subject: string): Promise<Conversation>
  /** @throws ThreadlineError `conversation.invalid` when there is no such priority */
  setPriority(conversationId: string, priority: Priority | undefined): Promise<Conversation>
  /** Takes away the card that reminds of it, and has none posted until the contact writes again. */
  hideNotification(conversationId: string): Promise<Conversation>
  /** Words of the team, never texted. An empty note is none. */
  setNote(conversationId: string, note: string): Promise<Conversation>
  /**
   * Has a channel made for it, unless it has one, and invites members to it.
   *
   * @param memberIds - members of the workspace by the chat platform's ids; whoever looks after the conversation comes too
   * @throws ThreadlineError `conversation.not_found` also when its contact was erased
   */
  createChannel(conversationId: string, memberIds?: readonly string[]): Promise<void>
  /**
   * Sends it back to its thread and has its channel archived.
   *
   * @returns false when it has no channel
   */
  closeChannel(conversationId: string): Promise<boolean>
  /**
   * Sets which of what is typed in a conversation's own channel is texted. In threads the line says so.
   *
   * @returns false when it has no channel
   */
  setChannelMode(conversationId: string, mode: SendMode): Promise<boolean>
}

const host = { type: 'host' } as const
const priorities: readonly Priority[] = ['low', 'normal', 'high', 'urgent']

export function conversationsApi(deps: FlowDeps, chat: ChatAdapter, workspaceId: string): ConversationsApi {
  const run = async (id: string, work: (flow: Flow) => Promise<Conversation | undefined>): Promise<Conversation> => {
    const conversation = await inTransaction(deps, workspaceId, work)
    if (conversation) return conversation
    throw new ThreadlineError('conversation.not_found', `There is no conversation “${id}”.`)
  }
  const change = (id: string, how: ConversationChange) => run(id, (flow) => changeConversation(flow, id, how, host))

  return {
    get: (id) => run(id, (flow) => flow.tx.conversations.find(id)),
    list: (query = {}, limit = 100) =>
      inTransaction(deps, workspaceId, ({ tx }) => tx.conversations.list(query, limit)),
    async assign(id, memberId) {
      await requireFullMember(chat, workspaceId, memberId)
      return run(id, (flow) => assignConversation(flow, id, memberId, host))
    },
    unassign: (id) => run(id, (flow) => assignConversation(flow, id, undefined, host)),
    async setStatus(id, status) {
      requireOneOf('status', status, conversationStatuses)
      return run(id, (flow) => setConversationStatus(flow, id, status, host))
    },
    tag: (id, ...tags) => change(id, (one) => ({ ...one, tags: addTags(one.tags, tags) })),
    untag: (id, ...tags) => change(id, (one) => ({ ...one, tags: removeTags(one.tags, tags) })),
    setSubject: (id, subject) => change(id, setDetails({ subject })),
    async setPriority(id, priority) {
      if (priority !== undefined) requireOneOf('priority', priority, priorities)
      return change(id, setDetails({ priority }))
    },
    hideNotification: (id) =>
      run(id, async (flow) => {
        const conversation = await flow.tx.conversations.find(id)
        return conversation && hideNotification(flow, conversation, host)
      }),
    setNote: (id, note) => change(id, setDetails({ note })),
    async createChannel(id, memberIds = []) {
      const request = await inTransaction(deps, workspaceId, (flow) => requestChannel(flow, id, memberIds))
      if (request.type === 'not-found')
        throw new ThreadlineError('conversation.not_found', 'There is no such conversation, or its contact was erased.')
    },
    async setChannelMode(id, mode) {
      requireOneOf('mode', mode, sendModes)
      return inTransaction(deps, workspaceId, (flow) => setChannelMode(flow, id, mode, host))
    },
    closeChannel: (id) => inTransaction(deps, workspaceId, (flow) => closeChannel(flow, id)),
  }
}

function requireOneOf(what: string, value: string, known: readonly string[]): void {
  if (known.includes(value)) return
  throw new ThreadlineError('conversation.invalid', `There is no ${what} “${value}”: it is one of ${known.join(', ')}.`)
}
