import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { slackManifest } from '../src/index.js'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const manifest = slackManifest({ publicUrl: 'https://your-host.example.com' })
const scopes = manifest.oauth_config.scopes.bot
const { slash_commands: commands } = manifest.features
const { event_subscriptions: subscriptions, interactivity } = manifest.settings

/** Scopes without which Slack does not send an event. */
const scopeOfEvent: Readonly<Record<string, string>> = {
  app_mention: 'app_mentions:read',
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  reaction_added: 'reactions:read',
  user_change: 'users:read',
}

it('manifest.json is the manifest that the code makes', async () => {
  // After a change of src/manifest.ts: npx vitest run packages/adapter-slack/test/manifest.test.ts -u
  await expect(`${JSON.stringify(manifest, undefined, 2)}\n`).toMatchFileSnapshot('../manifest.json')
})

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
