import { movingClock } from '@threadline/sandbox'
import type { FromHost, ToHost } from './host-process.js'
import { openRealDesk } from './real-desk.js'
import { readDeskSettings } from '@threadline/cli'
import { tellSteps } from './tell-steps.js'

// The host as it runs anywhere, started by the playground, whose clock it follows. It ends with it.
const tell = (message: FromHost): void => void process.send?.(message)
const clock = movingClock(Number(process.env['CLOCK_AHEAD_MS'] ?? 0))
process.on('message', (message: ToHost) => clock.setAhead(message.aheadMs))
process.once('disconnect', () => process.exit())
// A Ctrl+C in the terminal goes to both; whoever started this one ends it in good order.
process.on('SIGINT', () => undefined)
tellSteps((step) => tell({ type: 'step', step }))

try {
  const settings = readDeskSettings(process.env)
  if (settings.mode !== 'real') throw new Error('The playground gave its host no credentials.')
  const desk = await openRealDesk(settings, clock)
  process.once('SIGTERM', () => void desk.stop().then(() => process.exit()))
  tell({ type: 'ready', url: desk.url })
} catch (error) {
  tell({ type: 'failed', message: error instanceof Error ? error.message : 'The host could not start.' })
  process.exitCode = 1
  process.disconnect?.()
}
