import type { ChatAdapter, ChatPost } from '@threadline/core'
import { slackAdapter, type SlackAdapterOptions } from '../../src/index.js'

export const botToken = 'xoxb-1111-2222-secretsecretsecret'
export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'
export const workspaceId = 'T0HOME'
export const botUserId = 'U0BOT'
export const testNow = new Date('2026-03-04T10:00:00Z')

/** An adapter for tests. Without `apiUrl` any call goes to a port on which nobody listens. */
export function testAdapter(options: Partial<SlackAdapterOptions> = {}): ChatAdapter {
  return slackAdapter({ botToken, signingSecret, apiUrl: 'http://127.0.0.1:9/api/', settleMs: 0, ...options })
}

/** A notice in a channel or a thread. */
export function noticePost(reference: string, target: Partial<ChatPost['target']> = {}): ChatPost {
  return { reference, target: { channel: 'C0SUPPORT', ...target }, view: { type: 'notice', text: 'Hello there.' } }
}
