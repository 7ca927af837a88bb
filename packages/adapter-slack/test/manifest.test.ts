import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = JSON.parse(read('manifest.json')) as {
  readonly features: {
    readonly slash_commands: readonly { readonly url: string }[]
    readonly shortcuts: readonly { readonly name: string }[]
  }
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } }
  readonly settings: {
    readonly event_subscriptions: { readonly request_url: string; readonly bot_events: readonly string[] }
    readonly interactivity: { readonly request_url: string; readonly message_menu_options_url: string }
  }
}
const scopes = manifest.oauth_config.scopes.bot
const { shortcuts, slash_commands: commands } = manifest.features
const { event_subscriptions: subscriptions, interactivity } = manifest.settings

/** Scopes without which Slack does not send an event. */
const scopeOfEvent: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  reaction_added: 'reactions:read',
  user_change: 'users:read',
}

it('the manifest asks for the scopes that the README explains, and no others', () => {
  const table = read('README.md').split('## Scopes')[1]?.split('## ')[0] ?? ''
  const explained = [...table.matchAll(/`([a-z_]+:[a-z.]+|commands)`/g)].map((match) => match[1])
  expect(new Set(explained)).toEqual(new Set(scopes))
})

it('every event has the scope it takes', () => {
  const withScope = subscriptions.bot_events.filter((event) => event !== 'app_home_opened')
  for (const event of withScope) {
    const scope = scopeOfEvent[event] ?? `${event.split('_')[0]}s:read`
    expect(scopes, event).toContain(scope)
  }
})

it('events, commands, clicks and suggestions come to one door', () => {
  const commandUrls = commands.map(({ url }) => url)
  const urls = [
    ...commandUrls,
    subscriptions.request_url,
    interactivity.request_url,
    interactivity.message_menu_options_url,
  ]
  expect(new Set(urls).size).toBe(1)
})

it('an entry of a menu has a name that Slack takes', () => {
  expect(shortcuts.filter(({ name }) => name.length > 24)).toEqual([])
})
