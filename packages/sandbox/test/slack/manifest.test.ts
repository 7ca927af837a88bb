import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rightsOf, threadlineRights, type AppManifest } from '../../src/slack/app-manifest.js'
import { answerOf, eventsOf, startApp, startSandbox } from './support.js'

const path = new URL('../../../adapter-slack/manifest.json', import.meta.url)

describe('an app', () => {
  it('has what the manifest of the adapter asks for, when nobody says otherwise', () => {
    // If this fails, the manifest has changed: copy its scopes, events, commands and shortcuts to src/slack/app-manifest.ts.
    const asked = rightsOf(JSON.parse(readFileSync(path, 'utf8')) as AppManifest)
    const sorted = ({ commands, escapedCommands, hasMessagesTab, scopes, shortcuts, subscriptions }: typeof asked) => ({
      escapedCommands,
      hasMessagesTab,
      shortcuts: shortcuts.map(({ callback_id, name, type }) => ({ callback_id, name, type })),
      scopes: scopes.toSorted(),
      subscriptions: subscriptions.toSorted(),
      commands: commands.toSorted(),
    })
    expect(sorted(threadlineRights)).toEqual(sorted(asked))
  })

  const manifest: AppManifest = {
    oauth_config: { scopes: { bot: ['chat:write', 'commands', 'channels:history'] } },
    features: { slash_commands: [{ command: '/text' }] },
    settings: { event_subscriptions: { bot_events: ['message.channels', 'reaction_added'] } },
  }
  const fromManifest = { manifest, scopes: undefined, subscriptions: undefined, commands: undefined }

  it('has the scopes, events and commands of its own manifest', async () => {
    const sandbox = await startSandbox(fromManifest)
    const { client, slack, ann, support } = sandbox
    const got = await startApp(sandbox)
    await client.chat.postMessage({ channel: support, text: 'x' })
    await slack.command({ as: ann, channel: support, command: '/text' })
    await slack.settled()
    expect(eventsOf(got)).toMatchObject([{ type: 'message', text: 'x' }])
    expect(got.at(-1)?.payload).toMatchObject({ command: '/text' })
    expect(await answerOf(client.users.info({ user: ann }))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write,commands,channels:history',
    })
  })

  it('hears nothing of what its scopes do not cover, whatever it subscribed to', async () => {
    const sandbox = await startSandbox(fromManifest)
    const { slack, ann, support } = sandbox
    const ts = slack.say({ as: ann, channel: support, text: 'x' })
    const got = await startApp(sandbox)
    slack.react({ as: ann, channel: support, ts, name: 'eyes' })
    await slack.settled()
    expect(got).toEqual([])
  })
})
