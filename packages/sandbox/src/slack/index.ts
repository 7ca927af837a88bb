export { createSlackWorkspace, type SlackWorkspace } from './workspace.js'
export type { AppManifest, AppShortcut } from './app-manifest.js'
export type { Slowness } from './slowness.js'
export type { Preferences } from './preferences.js'
export type { Identity, SlackWorkspaceOptions } from './options.js'
export type { ChannelAct, ChannelActs, NewChannel } from './people/channels.js'
export type { MemberChange, NewMember, NewUsergroup } from './people/members.js'
export type { NewFile } from './people/new-file.js'
export type { Place, Saying } from './people/writing.js'
export type { Command, Commands, MessageShortcut, Shortcut } from './people/commands.js'
export type { Click, ViewClick } from './people/click.js'
export type { Offer, Suggest } from './people/suggest.js'
export type { Closing, Submit, Submitted } from './people/submit.js'
export type { ViewInput } from './people/view-state.js'
export type { FieldInput } from './people/field-state.js'
export type { InteractionAnswer } from './out/delivery.js'
export type { SlackView } from './state/views.js'
export type {
  Json,
  SlackCall,
  SlackChange,
  SlackChannel,
  FileShare,
  SlackEphemeral,
  SlackFile,
  SlackMessage,
  SlackReaction,
  SlackUser,
  SlackUsergroup,
} from './state/types.js'
