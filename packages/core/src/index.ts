// Build an app
export { createThreadline, type DeskStatus, type Threadline } from './threadline.js'
export { createNodeHandler } from './node-handler.js'
export { countSegments, type SegmentCount, type SegmentEncoding } from './domain/segments.js'
export type { LineOptions, RetentionOptions, ThreadlineOptions } from './options.js'
export type { SettingsApi } from './api/settings.js'
export type { DeadEffect } from './flows/dead-effects.js'
export type { ContactToErase } from './flows/erase-contact.js'
export type { ContactToSave } from './flows/save-contact.js'
export type { SendRequest, SendResult } from './flows/send-from-host.js'
export type * from './domain/host-event.js'

// Handle errors
export { ThreadlineError, type ThreadlineErrorCode, type ThreadlineErrorOptions } from './errors.js'

// Write a chat adapter, an SMS provider, a storage or a queue
export type * from './ports/chat-adapter.js'
export type * from './ports/clock.js'
export type * from './ports/logger.js'
export type * from './ports/outcome.js'
export type * from './ports/queue.js'
export type * from './ports/sms-provider.js'
export type * from './ports/storage.js'
export type * from './ports/webhook.js'

// The words of the domain
export type * from './domain/contact.js'
export type * from './domain/conversation.js'
export type * from './domain/action.js'
export type * from './domain/effect.js'
export type * from './domain/form.js'
export type * from './domain/failure.js'
export type * from './domain/line.js'
export type * from './domain/message.js'
export type { RateLimit } from './domain/rate-limit.js'
export type * from './domain/reply.js'
export type * from './domain/view.js'
export type * from './domain/workspace-settings.js'
