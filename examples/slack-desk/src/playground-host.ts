import { setTimeout as pause } from 'node:timers/promises'
import { readDeskSettings, type RealSettings } from '@threadline/cli'
import { ThreadlineError } from '@threadline/core'
import { movingClock } from '@threadline/sandbox'
import type { FromHost, ToHost } from './host-process.js'
import { openRealDesk, type RealDesk } from './real-desk.js'
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
  const desk = await openWhenFree(settings)
  process.once('SIGTERM', () => void desk.stop().then(() => process.exit()))
  tell({ type: 'ready', url: desk.url })
} catch (error) {
  tell({ type: 'failed', message: error instanceof Error ? error.message : 'The host could not start.' })
  process.exitCode = 1
  process.disconnect?.()
}

/** The host before this one may have been left behind by a parent that was killed, and be on its way out. */
async function openWhenFree(real: RealSettings): Promise<RealDesk> {
  const giveUpAt = Date.now() + 10_000
  for (;;) {
    try {
      return await openRealDesk(real, clock)
    } catch (error) {
      if (!isHeld(error) || Date.now() > giveUpAt) throw error
      await pause(250)
    }
  }
}

function isHeld(error: unknown): boolean {
  return error instanceof ThreadlineError && error.code === 'storage.in_use'
}
