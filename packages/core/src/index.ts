// Build an app
export { createThreadline, type DeskStatus, type Threadline } from './threadline.js'
export { consoleLogger } from './console-logger.js'
export { createNodeHandler } from './node-handler.js'
export { countSegments, type SegmentCount, type SegmentEncoding } from './domain/segments.js'
export type { LineOptions, RetentionOptions, ThreadlineOptions } from './options.js'
export type { SettingsApi } from './api/settings.js'
export type {
  BroadcastAudience,
  BroadcastDraft,
  BroadcastReport,
  BroadcastRequest,
  BroadcastsApi,
} from './api/broadcasts.js'
export type { BroadcastPreview } from './flows/broadcasts/preview-broadcast.js'
export type { ContactsApi, EvidenceQuery } from './api/contacts.js'
export type { ConversationsApi } from './api/conversations.js'
export type { TemplateFor, TemplatesApi } from './api/templates.js'
export type { Template } from './domain/template.js'
export type { TextsApi } from './api/texts.js'
export type { DeadEffect } from './flows/dead-effects.js'
export type { ContactChanges, ContactToAdd } from './flows/contacts/save-contact.js'
export type { ConsentRecord } from './flows/contacts/consent-records.js'
export type { ContactImportOptions, ContactImportSummary } from './flows/contacts/import-contacts.js'
export type { WhichContact } from './flows/contacts/which-contact.js'
export type { ContactDetails } from './domain/contact-details.js'
export type { ContactRow, ContactRowResult } from './domain/contact-row.js'
export type { FileToSend } from './flows/files/files-to-send.js'
export type { SendRequest, SendResult } from './flows/send-from-host.js'
export type * from './domain/host-event.js'

// Read lists of contacts
export {
  columnFields,
  contactOf,
  findColumns,
  type ColumnField,
  type ColumnProblem,
  type Columns,
  type ColumnsReading,
} from './domain/contact-list/columns.js'
export { delimiterOf, isBlankRow, linesOf, problemOfRow, type CsvRow } from './domain/contact-list/csv-row.js'
export type { RefusedRow } from './domain/contact-list/read-list.js'

// Handle errors
export { ThreadlineError, type ThreadlineErrorCode, type ThreadlineErrorOptions } from './errors.js'

// Write a chat adapter, an SMS provider, a storage or a queue
export type * from './ports/chat-adapter.js'
export type * from './ports/chat-files.js'
export type * from './ports/clock.js'
export type * from './ports/logger.js'
export type * from './ports/outbox.js'
export type * from './ports/outcome.js'
export type * from './ports/queue.js'
export type * from './ports/sms-provider.js'
export type * from './ports/storage.js'
export type * from './ports/webhook.js'
export { keyOfTag, keysOfContact, prefixesOf } from './domain/contact-keys.js'

// The words of the domain
export type * from './domain/broadcast.js'
export type * from './domain/contact.js'
export type * from './domain/conversation.js'
export type * from './domain/action.js'
export type * from './domain/effect.js'
export type * from './domain/form.js'
export type * from './domain/failure.js'
export type { AnswerFigures, ConversationFigures, TextFigures } from './domain/figures.js'
export type { Metrics, MetricsQuery } from './flows/read-metrics.js'
export type * from './domain/line.js'
export type * from './domain/line-consent.js'
export type * from './domain/line-automations.js'
export type * from './domain/business-hours.js'
export type * from './domain/keyword-rule.js'
export type { MediaCapability } from './domain/media-capability.js'
export type * from './domain/message.js'
export type { RateLimit } from './domain/rate-limit.js'
export type * from './domain/quiet-hours.js'
export type * from './domain/reply.js'
export type { SenderRefusal } from './domain/sender.js'
export type { SendMode } from './domain/send-mode.js'
export type * from './domain/view.js'
export type * from './domain/workspace-settings.js'
