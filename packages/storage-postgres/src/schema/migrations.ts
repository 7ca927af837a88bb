import { addDesk } from './add-desk.js'
import { addFigures } from './add-figures.js'
import { addHeldTexts } from './add-held-texts.js'
import { addBroadcasts } from './add-broadcasts.js'
import { addContactKeys } from './add-contact-keys.js'
import { addContacts } from './add-contacts.js'
import { addMessageParts } from './add-message-parts.js'
import { addRateLimits } from './add-rate-limits.js'
import { addOutboxTarget } from './add-outbox-target.js'
import { createTables } from './create-tables.js'
import { indexUnsureTexts } from './index-unsure-texts.js'
import { keepAndErase } from './keep-and-erase.js'
import { leaveUnshownTexts } from './leave-unshown-texts.js'
import { addTextChecks } from './add-text-checks.js'
import type { Migration } from './migration.js'

/** All steps, oldest first. A published step is never changed. */
export const migrations: readonly Migration[] = [
  createTables,
  addMessageParts,
  keepAndErase,
  addDesk,
  addRateLimits,
  addOutboxTarget,
  addHeldTexts,
  addContacts,
  addTextChecks,
  addBroadcasts,
  addFigures,
  addContactKeys,
  leaveUnshownTexts,
  indexUnsureTexts,
]
