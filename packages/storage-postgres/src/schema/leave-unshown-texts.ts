import type { Migration } from './migration.js'
import { quote } from './names.js'

/**
 * Texts of blocked contacts are shown nowhere, and once were kept without saying so: they looked as if they were still to be
 * shown, and retention never took them. They are known by that nothing waits to show them. Whoever goes back finds them as
 * they are now: no version minds.
 */
export const leaveUnshownTexts: Migration = {
  name: 'LeaveUnshownTexts1795886760000',
  up: (schema) => [
    `UPDATE ${quote(schema)}.messages AS message SET resolution = 'left'
      WHERE direction = 'inbound' AND post IS NULL AND resolution IS NULL AND blanked_at IS NULL AND NOT EXISTS (
        SELECT FROM ${quote(schema)}.outbox AS waiting
        WHERE waiting.workspace_id = message.workspace_id AND waiting.effect->>'messageId' = message.id
      )`,
  ],
  down: () => [],
}
