export { slackAdapter } from './slack-adapter.js'
export type { SlackAdapterOptions } from './options.js'
export { slackSocketMode, type SlackSocketMode, type SlackSocketModeOptions } from './socket-mode.js'
export { slackWorkspaceId } from './workspace-id.js'
