export { slackAdapter } from './slack-adapter.js'
export type { SlackAdapterOptions } from './options.js'
export { slackSocketMode, type SlackSocketMode, type SlackSocketModeOptions } from './socket-mode.js'
export { slackWorkspaceId } from './workspace-id.js'

// Set an app up, and look whether it is
export { slackManifest, type SlackManifest, type SlackManifestOptions } from './manifest.js'
export { inspectSlack, inspectSlackSocket, type SlackInspection } from './inspect.js'
export { slackChallenge } from './challenge.js'
