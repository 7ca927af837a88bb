import type { Carrier } from '../carrier/index.js'
import type { SlackChange, SlackWorkspace } from '../slack/index.js'
import { createKeeper, type Keeper } from './keeper.js'
import type { SandboxFile, SandboxRecord } from './sandbox-file.js'

/** Writes down what changes on either side. Calls, sockets and open forms are nothing to keep. */
export function keep(file: SandboxFile, slack: SlackWorkspace, carrier: Carrier): Keeper {
  const record = (): SandboxRecord => ({ version: 1, slack: slack.record(), carrier: carrier.record() })
  const keeper = createKeeper(
    () => file.write(record()),
    (error) => process.emitWarning(`The sandbox could not be written down: ${String(error)}`),
  )
  slack.onChange(({ type }) => passing.has(type) || keeper.changed())
  carrier.onChange(() => keeper.changed())
  return keeper
}

const passing: ReadonlySet<SlackChange['type']> = new Set(['call', 'socket', 'view'])
