import { parseArgs } from 'node:util'
import { slackManifest } from '@threadline/adapter-slack'
import { print } from '../terminal.js'
import type { Command } from './command.js'

const help = `Prints the manifest of the Slack app: paste it at https://api.slack.com/apps, "Create New App", "From a manifest".

  --url URL  where Slack reaches the desk; PUBLIC_URL otherwise
  --socket   for a desk with SLACK_APP_TOKEN, which Slack is reached by; assumed when that is set

Exit codes: 0 printed, 1 it could not run.`

/** `threadline manifest` */
export const manifest: Command = {
  name: 'manifest',
  usage: '[--url https://sms.example.com] [--socket]',
  summary: 'prints the manifest of the Slack app',
  help,
  run(words, terminal) {
    const { values } = parseArgs({
      args: [...words],
      options: { url: { type: 'string' }, socket: { type: 'boolean' } },
    })
    const publicUrl = values.url ?? (terminal.env.PUBLIC_URL || 'https://your-host.example.com')
    const socketMode = values.socket ?? Boolean(terminal.env.SLACK_APP_TOKEN)
    print(terminal, JSON.stringify(slackManifest({ publicUrl, socketMode }), undefined, 2))
    return 0
  },
}
