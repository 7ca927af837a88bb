import { readDeskSettings, withEnvFile, type DeskSettings } from '@threadline/cli'
import { openPlayground } from './open-playground.js'
import { openRealDesk } from './real-desk.js'

async function open(settings: DeskSettings): Promise<{ stop(): Promise<void> }> {
  if (settings.mode === 'real') {
    const desk = await openRealDesk(settings)
    for (const line of ['Threadline is running.', ...desk.instructions]) print(line)
    return desk
  }
  const playground = await openPlayground(settings)
  print('No credentials, so this is a sandbox: a Slack workspace and phones on this machine.')
  print(`Open ${playground.sandbox.url}`)
  await playground.running.catch(async (error: unknown) => {
    await playground.stop()
    throw error
  })
  return playground
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  const desk = await open(readDeskSettings(withEnvFile(process.env)))
  const stop = () => void desk.stop().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'Threadline could not start.'}\n`)
  process.exitCode = 1
}
