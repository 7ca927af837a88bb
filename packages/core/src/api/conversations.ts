import type { FlowDeps } from '../flows/flow.js'
import { inTransaction } from '../flows/flow.js'
import { closeChannel } from '../flows/channels/close-channel.js'
import { requestChannel } from '../flows/channels/request-channel.js'
import { ThreadlineError } from '../errors.js'

/** What can be done with conversations by the host's own code, as in chat. */
export interface ConversationsApi {
  /**
   * Has a channel made for a conversation, unless it has one, and invites members to it.
   *
   * @param memberIds - members of the workspace by the chat platform's ids; whoever looks after the conversation comes too
   * @throws `ThreadlineError` `conversation.not_found`
   */
  createChannel(conversationId: string, memberIds?: readonly string[]): Promise<void>
  /**
   * Sends a conversation back to its thread and has its channel archived.
   *
   * @returns false when it has no channel
   */
  closeChannel(conversationId: string): Promise<boolean>
}

export function conversationsApi(deps: FlowDeps, workspaceId: string): ConversationsApi {
  return {
    async createChannel(conversationId, memberIds = []) {
      const request = await inTransaction(deps, workspaceId, (flow) => requestChannel(flow, conversationId, memberIds))
      if (request.type === 'not-found')
        throw new ThreadlineError('conversation.not_found', 'There is no such conversation, or its contact was erased.')
    },
    closeChannel: (conversationId) => inTransaction(deps, workspaceId, (flow) => closeChannel(flow, conversationId)),
  }
}
