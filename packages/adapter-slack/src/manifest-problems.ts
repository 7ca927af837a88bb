import { isObject } from './json.js'

/** What Slack wants of one place in a manifest. */
type Rule =
  | { readonly type: 'object'; readonly required?: readonly string[] }
  | { readonly type: 'list'; readonly min?: number; readonly max: number; readonly isUnique?: boolean }
  | { readonly type: 'text'; readonly min?: number; readonly max: number; readonly form?: RegExp }
  | { readonly type: 'flag' | 'number' }

const webAddress = /^https?:\/\//
const flag: Rule = { type: 'flag' }
const number: Rule = { type: 'number' }
const text = (min: number, max: number, form?: RegExp): Rule => ({ type: 'text', min, max, ...(form && { form }) })
const scopes: Rule = { type: 'list', max: 255 }
const events: Rule = { type: 'list', max: 100, isUnique: true }

/**
 * The places that a manifest of version 1 may have, as far as ours goes, and what Slack wants of each: lengths, counts and
 * forms of `manifest.schema.1.0.0.json`, which Slack publishes. What is not named here Slack would take for a mistake.
 *
 * @see https://github.com/slackapi/manifest-schema
 * @see https://docs.slack.dev/reference/app-manifest
 */
const rules: Readonly<Record<string, Rule>> = {
  '': { type: 'object', required: ['display_information'] },
  _metadata: { type: 'object' },
  '_metadata.major_version': number,
  '_metadata.minor_version': number,
  display_information: { type: 'object', required: ['name'] },
  'display_information.name': text(1, 35),
  'display_information.description': text(1, 140),
  'display_information.background_color': text(4, 7, /^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/),
  'display_information.long_description': text(175, 4_000),
  features: { type: 'object' },
  'features.app_home': { type: 'object' },
  'features.app_home.home_tab_enabled': flag,
  'features.app_home.messages_tab_enabled': flag,
  'features.app_home.messages_tab_read_only_enabled': flag,
  'features.bot_user': { type: 'object', required: ['display_name'] },
  'features.bot_user.display_name': text(1, 80),
  'features.bot_user.always_online': flag,
  'features.slash_commands': { type: 'list', min: 1, max: 50 },
  'features.slash_commands.*': { type: 'object', required: ['command', 'description'] },
  'features.slash_commands.*.command': text(2, 32, /^\//),
  'features.slash_commands.*.url': text(1, 3_000, webAddress),
  'features.slash_commands.*.description': text(1, 2_000),
  'features.slash_commands.*.usage_hint': text(1, 1_000),
  'features.slash_commands.*.should_escape': flag,
  'features.shortcuts': { type: 'list', min: 1, max: 10 },
  'features.shortcuts.*': { type: 'object', required: ['name', 'type', 'callback_id', 'description'] },
  'features.shortcuts.*.name': text(1, 24),
  'features.shortcuts.*.type': text(1, 7, /^(?:message|global)$/),
  'features.shortcuts.*.callback_id': text(1, 255),
  'features.shortcuts.*.description': text(1, 150),
  oauth_config: { type: 'object' },
  'oauth_config.scopes': { type: 'object' },
  'oauth_config.scopes.bot': scopes,
  'oauth_config.scopes.bot.*': text(0, 50),
  settings: { type: 'object' },
  'settings.event_subscriptions': { type: 'object' },
  'settings.event_subscriptions.request_url': text(1, 3_500, webAddress),
  'settings.event_subscriptions.bot_events': events,
  'settings.event_subscriptions.bot_events.*': text(0, 50),
  'settings.interactivity': { type: 'object', required: ['is_enabled'] },
  'settings.interactivity.is_enabled': flag,
  'settings.interactivity.request_url': text(1, 3_500, webAddress),
  'settings.interactivity.message_menu_options_url': text(1, 3_500, webAddress),
  'settings.org_deploy_enabled': flag,
  'settings.socket_mode_enabled': flag,
  'settings.token_rotation_enabled': flag,
}

/** What Slack would refuse a manifest for, one sentence each; none when it takes it. */
export function manifestProblems(manifest: unknown): readonly string[] {
  return problemsAt('', '', manifest)
}

/** @param place - where it is, for people · @param rule - the same with `*` for every number */
function problemsAt(place: string, rule: string, value: unknown): readonly string[] {
  const wanted = Object.hasOwn(rules, rule) ? rules[rule] : undefined
  const name = place || 'The manifest'
  if (!wanted) return [`${name} is nothing that Slack knows.`]
  switch (wanted.type) {
    case 'object':
      return isObject(value) ? inObject(place, rule, value, wanted.required ?? []) : [`${name} must be an object.`]
    case 'list':
      return Array.isArray(value) ? inList(place, rule, value, wanted) : [`${name} must be a list.`]
    case 'text':
      return typeof value === 'string' ? inText(name, value, wanted) : [`${name} must be a text.`]
    case 'flag':
      return typeof value === 'boolean' ? [] : [`${name} must be true or false.`]
    case 'number':
      return Number.isInteger(value) ? [] : [`${name} must be a whole number.`]
    default:
      return wanted satisfies never
  }
}

function inObject(
  place: string,
  rule: string,
  value: Readonly<Record<string, unknown>>,
  required: readonly string[],
): readonly string[] {
  const missing = required.filter((key) => value[key] === undefined).map((key) => `${below(place, key)} is missing.`)
  const there = Object.entries(value).flatMap(([key, inner]) => problemsAt(below(place, key), below(rule, key), inner))
  return [...missing, ...there]
}

type Of<Type extends Rule['type']> = Extract<Rule, { readonly type: Type }>

function inList(place: string, rule: string, list: readonly unknown[], wanted: Of<'list'>): readonly string[] {
  const { isUnique, max, min = 0 } = wanted
  const isRight = list.length >= min && list.length <= max
  return [
    ...(isRight ? [] : [`${place} must have ${min} to ${max} entries, and has ${list.length}.`]),
    ...(isUnique && new Set(list).size < list.length ? [`${place} has something twice.`] : []),
    ...list.flatMap((item, index) => problemsAt(below(place, String(index)), below(rule, '*'), item)),
  ]
}

function inText(place: string, value: string, { form, max, min = 0 }: Of<'text'>): readonly string[] {
  const isRight = value.length >= min && value.length <= max
  return [
    ...(isRight ? [] : [`${place} must have ${min} to ${max} characters, and has ${value.length}.`]),
    ...(form && !form.test(value) ? [`${place} is not of the form that Slack wants.`] : []),
  ]
}

const below = (place: string, key: string): string => (place === '' ? key : `${place}.${key}`)
