// Start a sandbox
export { startSandbox, type DeskAddresses, type Sandbox, type SandboxOptions } from './sandbox.js'

export type { DeskProcess, DeskStep } from './desk-process.js'
export { movingClock, type MovingClock } from './moving-clock.js'

// Make things go wrong
export { createFaults, type Fault, type FaultRule, type Faults } from './faults.js'
export { seededRandom } from './random.js'
export type { Delivery, WebhookFault, WebhookFaultRule, WebhookFaults, WebhookSender } from './webhook-sender.js'

// The carrier and its phones
export {
  createCarrier,
  type Carrier,
  type CarrierCall,
  type CarrierMedia,
  type CarrierNumber,
  type CarrierOptions,
  type CarrierStatus,
  type CarrierStatusStep,
  type CarrierText,
  type Phone,
  type PhoneAttachment,
  type PhoneKind,
  type PhoneText,
  type KeyPair,
  type TextFromPhone,
  type VonageAccount,
  type WireName,
} from './carrier/index.js'

// The workspace and its people
export {
  createSlackWorkspace,
  type AppManifest,
  type AppShortcut,
  type ChannelAct,
  type ChannelActs,
  type Click,
  type Closing,
  type Command,
  type Commands,
  type FieldInput,
  type Identity,
  type FileShare,
  type InteractionAnswer,
  type MemberChange,
  type MessageShortcut,
  type NewChannel,
  type NewFile,
  type NewMember,
  type NewUsergroup,
  type Offer,
  type Place,
  type Preferences,
  type Saying,
  type Shortcut,
  type SlackCall,
  type SlackChange,
  type SlackChannel,
  type SlackEphemeral,
  type SlackFile,
  type SlackMessage,
  type SlackReaction,
  type SlackUser,
  type SlackUsergroup,
  type SlackView,
  type SlackWorkspace,
  type SlackWorkspaceOptions,
  type Slowness,
  type Submit,
  type Submitted,
  type Suggest,
  type ViewClick,
  type ViewInput,
} from './slack/index.js'

// Build your own
export type { SimulatorReply } from './simulator.js'
export { createWebhookSender, type Webhook, type WebhookAttempt } from './webhook-sender.js'
