import type { Mark } from '@threadline/core'

const nameOf: Readonly<Record<Mark, string>> = { sent: 'heavy_check_mark', delivered: 'vibration_mode', failed: 'x' }

/** The emoji name, without colons, that `reactions.add` takes for a status mark: ✔️, 📳 or ❌. */
export function statusEmojiName(mark: Mark): string {
  return nameOf[mark]
}
