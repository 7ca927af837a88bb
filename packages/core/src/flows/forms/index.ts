import type { FormName } from '../../domain/form.js'
import { submitAssign } from './assign.js'
import { submitBroadcast } from './broadcast.js'
import { submitBroadcastPreview } from './broadcast-preview.js'
import { submitContact } from './contact.js'
import { submitContacts } from './contacts.js'
import { submitChannelMode } from './channel-mode.js'
import { submitDetails } from './details.js'
import { submitEditScheduled } from './edit-scheduled.js'
import { submitOptIn } from './opt-in.js'
import type { FormSubmit } from './form-submit.js'
import { submitScheduled } from './scheduled.js'
import { submitInbox } from './inbox.js'
import { submitKeywordRule } from './keyword-rule.js'
import { submitKeywordRules } from './keyword-rules.js'
import { automationSettings } from './line-automations.js'
import { consentSettings } from './line-consent.js'
import { sendingSettings } from './line-sending.js'
import { channelSettings } from './line-settings.js'
import { submitSettings } from './settings.js'
import { submitTemplate } from './templates.js'
import { submitSendText } from './send-text.js'

/** What is done with each form once it is submitted. */
export const forms: Readonly<Record<FormName, FormSubmit>> = {
  'send-text': submitSendText,
  'channel-mode': submitChannelMode,
  assign: submitAssign,
  details: submitDetails,
  scheduled: submitScheduled,
  'edit-scheduled': submitEditScheduled,
  inbox: submitInbox,
  settings: submitSettings,
  'line-settings': channelSettings.submit,
  'line-sending': sendingSettings.submit,
  'line-automations': automationSettings.submit,
  'line-consent': consentSettings.submit,
  'keyword-rules': submitKeywordRules,
  'keyword-rule': submitKeywordRule,
  templates: async () => undefined,
  template: submitTemplate,
  contacts: submitContacts,
  contact: submitContact,
  'opt-in': submitOptIn,
  broadcast: submitBroadcast,
  'broadcast-preview': submitBroadcastPreview,
  'broadcast-unsure': async () => undefined,
  notice: async () => undefined,
}

/** Fields of forms that take nobody but a full member of the workspace; checked at the door. */
export const memberFields: Readonly<Partial<Record<FormName, readonly string[]>>> = {
  assign: ['assignee'],
  settings: ['send', 'broadcast', 'settings', 'alertMembers'],
  'keyword-rule': ['assignTo'],
}

/** Fields of forms that take a channel the app has to be in; checked at the door. */
export const channelFields: Readonly<Partial<Record<FormName, readonly string[]>>> = {
  'line-settings': ['channel'],
  settings: ['alertChannel'],
}
