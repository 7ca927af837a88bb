import { SlackFailure } from '../api/failure.js'

/** Longest name of a channel. */
const longestName = 80

/** A name with what Slack mends in it: upper case, spaces and dots. */
export function mendedChannelName(name: unknown): unknown {
  return typeof name === 'string'
    ? name
        .trim()
        .toLowerCase()
        .replace(/[\s.]+/g, '-')
    : name
}

/**
 * Checks the name of a new channel. https://docs.slack.dev/reference/methods/conversations.create
 *
 * @throws SlackFailure `invalid_name_required`, `_maxlength`, `_specials`, `_punctuation`
 */
export function checkChannelName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new SlackFailure('invalid_name_required')
  if (name.length > longestName) throw new SlackFailure('invalid_name_maxlength')
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new SlackFailure('invalid_name_specials')
  if (/^[_-]+$/.test(name)) throw new SlackFailure('invalid_name_punctuation')
  return name
}
