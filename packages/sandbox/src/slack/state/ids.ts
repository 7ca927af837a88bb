import type { Clock } from '@threadline/core'

/** Makes identifiers that look like Slack's and are never given twice. */
export interface Ids {
  /** `C0A1B2C3D4E` for the prefix `C`. */
  mint(prefix: string): string
  uuid(): string
  /** Random letters and digits. */
  token(length: number): string
}

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Makes a source of identifiers. The time is part of each, so that a sandbox started again with the same seed does not
 * hand out identifiers that a host has already seen: it would take new events for old ones.
 */
export function createIds(clock: Clock, random: () => number): Ids {
  let count = 0
  const digits = (length: number, base: number): string =>
    Array.from({ length }, () => alphabet[Math.floor(random() * base)]).join('')
  const run = base36(Math.floor(clock.now().getTime() / 1000)) + digits(2, 36)

  return {
    mint: (prefix) => `${prefix}0${run}${base36(++count).padStart(4, '0')}`,
    uuid: () => uuidOf(clock.now().getTime().toString(16).padStart(12, '0') + digits(20, 16).toLowerCase()),
    token: (length) => digits(length, 36),
  }
}

function base36(value: number): string {
  return value.toString(36).toUpperCase()
}

/** Version 7 of RFC 9562: 48 bits of time, then random ones. */
function uuidOf(hex: string): string {
  const tail = `7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${tail}`
}
