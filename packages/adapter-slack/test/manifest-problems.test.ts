import { describe, expect, it } from 'vitest'
import { slackManifest } from '../src/index.js'
import { manifestProblems } from '../src/manifest-problems.js'

const manifest = slackManifest({ publicUrl: 'https://your-host.example.com' })

/** The manifest with something else at one place. */
function changed(place: string, value: unknown): unknown {
  const copy = structuredClone(manifest) as unknown as Record<string, unknown>
  const path = place.split('.')
  const last = path.pop() ?? ''
  const parent = path.reduce((at, key) => at[key] as Record<string, unknown>, copy)
  parent[last] = value
  return copy
}

describe('the manifest', () => {
  it.each([{}, { socketMode: true }, { basePath: '/desk' }])('is one that Slack takes (%j)', (options) => {
    expect(manifestProblems(slackManifest({ publicUrl: 'https://your-host.example.com', ...options }))).toEqual([])
  })

  it('is not made for an address that Slack would refuse', () => {
    const basePath = `/${'a'.repeat(3_000)}`
    expect(() => slackManifest({ publicUrl: 'https://your-host.example.com', basePath })).toThrow(/3000 characters/)
  })
})

describe('what Slack would refuse is found', () => {
  it.each([
    ['display_information', undefined],
    ['display_information.name', 'x'.repeat(36)],
    ['display_information.name', ''],
    ['display_information.description', 'x'.repeat(141)],
    ['display_information.background_color', 'blue'],
    ['display_information.long_description', 'too short'],
    ['features.bot_user.display_name', undefined],
    ['features.slash_commands', []],
    ['features.slash_commands.0.command', 'sms'],
    ['features.slash_commands.0.url', 'ftp://your-host.example.com'],
    ['features.shortcuts.0.type', 'channel'],
    ['features.shortcuts.0.name', 'x'.repeat(25)],
    ['features.shortcuts.0.callback_id', 7],
    ['features.shortcuts', Array.from({ length: 11 }, () => manifest.features.shortcuts[0])],
    ['oauth_config.scopes.bot', Array.from({ length: 256 }, (_, index) => `scope:${index}`)],
    ['oauth_config.scopes.bot.0', 'x'.repeat(51)],
    ['settings.event_subscriptions.bot_events', ['app_mention', 'app_mention']],
    ['settings.interactivity.is_enabled', undefined],
    ['settings.socket_mode_enabled', 'no'],
    ['_metadata.major_version', 1.5],
    ['settings.is_lovely', true],
  ])('%s: %j', (place, value) => {
    const problems = manifestProblems(changed(place, value))
    expect(problems.join(' ')).toContain(place)
  })
})
