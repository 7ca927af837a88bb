/**
 * Arguments that every `chat.postMessage` must carry so that Slack takes texts from outside as they are:
 * no auto-linked `@everyone`, no formatting in the fallback, no unfurled link of a stranger.
 *
 * @see https://docs.slack.dev/reference/methods/chat.postMessage
 */
export const safePostOptions = {
  parse: 'none',
  link_names: false,
  mrkdwn: false,
  unfurl_links: false,
  unfurl_media: false,
} as const

/**
 * The same for `chat.update` and `chat.postEphemeral`, which know only these two. `chat.update` parses client-side
 * markup unless told otherwise.
 *
 * @see https://docs.slack.dev/reference/methods/chat.update
 */
export const safeUpdateOptions = { parse: 'none', link_names: false } as const
