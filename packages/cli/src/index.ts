// Read what a desk's environment says, and build the desk of it
export { withEnvFile, type Env } from './settings/env-file.js'
export {
  readDeskSettings,
  type DeskLine,
  type DeskSettings,
  type KeepingSettings,
  type RealSettings,
  type SandboxSettings,
} from './settings/settings.js'
export type { Carrier } from './settings/carriers.js'
export { buildDesk, type BuiltDesk } from './settings/build-desk.js'

// The commands, for a program of your own
export { runCommand } from './run-command.js'
export type { Terminal } from './terminal.js'
