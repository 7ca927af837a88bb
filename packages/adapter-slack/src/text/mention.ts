import type { NameLookup } from './name-lookup.js'

/** How a mention reads in a text. A name Slack did not resolve falls back to its label, then to plain words. */
export function userMention(id: string, label: string, names: NameLookup): string {
  return `@${firstName([names.user(id), withoutSign(label, '@'), 'someone'])}`
}

export function channelMention(id: string, label: string, names: NameLookup): string {
  return `#${firstName([names.channel(id), withoutSign(label, '#'), 'channel'])}`
}

export function usergroupMention(id: string, label: string, names: NameLookup): string {
  return `@${firstName([names.usergroup(id), withoutSign(label, '@'), 'someone'])}`
}

function firstName(candidates: readonly (string | undefined)[]): string {
  return candidates.find((name) => name !== undefined && name !== '') ?? ''
}

function withoutSign(label: string, sign: string): string {
  return label.startsWith(sign) ? label.slice(sign.length) : label
}
