import type { ActionName } from '../../domain/action.js'
import type { Action } from './action.js'
import { askAdmin } from './ask-admin.js'
import { keepInside, sendTyped } from './ask.js'
import { cancelBroadcastByButton, goOnBroadcast, openBroadcast, pauseByButton } from './broadcasts.js'
import { closeChannel, createChannel, openChannelMode } from './channel.js'
import { checkText } from './check-text.js'
import { confirmOptOut, notAnOptOut } from './consent.js'
import { openOptIn, optOut } from './contact-consent.js'
import { block, openContact, openContacts, openNewContact, textContact, unblock, unmerge } from './contacts.js'
import { openDetailsForm } from './details.js'
import { otherNumber, retry, reword, sendAsLink } from './failure.js'
import { hideCard } from './hide.js'
import { openInbox, refreshHome } from './inbox.js'
import {
  addKeywordRule,
  editKeywordRule,
  openKeywordRules,
  raiseKeywordRule,
  removeKeywordRule,
} from './keyword-rules.js'
import { claim, openAssignForm } from './ownership.js'
import { cancelByButton, openEditScheduled, openScheduled, sendNowByButton } from './scheduled.js'
import { openSendForm } from './send-text.js'
import { openLineAutomations, openLineConsent, openLineSending, openLineSettings, openSettings } from './settings.js'
import { addTemplate, dropTemplate, editTemplate, openTemplates } from './templates.js'
import { fillTemplate, sendTemplate } from './use-template.js'
import { closeByButton, reopenByButton } from './status.js'
import { leave, leaveUnsure, openUnsure, resend } from './unsure.js'

/** What each button does. A link opens by itself. */
export const actions: Readonly<Record<ActionName, Action | undefined>> = {
  'send-text': openSendForm,
  'open-thread': undefined,
  hide: hideCard,
  resend,
  leave,
  retry,
  reword,
  'other-number': otherNumber,
  'send-as-link': sendAsLink,
  'ask-admin': askAdmin,
  'confirm-opt-out': confirmOptOut,
  'not-an-opt-out': notAnOptOut,
  assign: openAssignForm,
  claim,
  close: closeByButton,
  reopen: reopenByButton,
  'send-typed': sendTyped,
  'keep-inside': keepInside,
  'channel-mode': openChannelMode,
  'create-channel': createChannel,
  'close-channel': closeChannel,
  details: openDetailsForm,
  scheduled: openScheduled,
  'edit-scheduled': openEditScheduled,
  'cancel-scheduled': cancelByButton,
  'send-scheduled': sendNowByButton,
  inbox: openInbox,
  'refresh-home': refreshHome,
  settings: openSettings,
  'line-settings': openLineSettings,
  'line-sending': openLineSending,
  'line-automations': openLineAutomations,
  'line-consent': openLineConsent,
  'keyword-rules': openKeywordRules,
  'add-keyword-rule': addKeywordRule,
  'edit-keyword-rule': editKeywordRule,
  'remove-keyword-rule': removeKeywordRule,
  'raise-keyword-rule': raiseKeywordRule,
  templates: openTemplates,
  'add-template': addTemplate,
  'edit-template': editTemplate,
  'remove-template': dropTemplate,
  'fill-template': fillTemplate,
  'send-template': sendTemplate,
  'check-text': checkText,
  contacts: openContacts,
  'add-contact': openNewContact,
  'edit-contact': openContact,
  'text-contact': textContact,
  'block-contact': block,
  'unblock-contact': unblock,
  'unmerge-contact': unmerge,
  'opt-out-contact': optOut,
  'opt-in-contact': openOptIn,
  broadcast: openBroadcast,
  'start-broadcast': goOnBroadcast,
  'pause-broadcast': pauseByButton,
  'cancel-broadcast': cancelBroadcastByButton,
  'unsure-broadcast': openUnsure,
  'leave-unsure': leaveUnsure,
}
