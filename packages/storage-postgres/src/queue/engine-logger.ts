import type { Logger } from '@threadline/core'
import type { LogFunctionFactory } from 'graphile-worker'

/** Hands the engine's lines to the host's logger: the first line alone, for what follows is a stack and its fields are jobs. */
export function engineLogger(logger: Logger): LogFunctionFactory {
  return () => (level, message) => {
    const [line = ''] = message.split('\n', 1)
    if (`${level}` === 'error') return logger.warn({ engine: line }, 'The queue engine reports a problem.')
    logger.debug({ engine: line }, 'The queue engine says something.')
  }
}
