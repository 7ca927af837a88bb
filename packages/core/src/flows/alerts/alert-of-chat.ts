import { causeOfChannel, causeOfChat } from '../../domain/admin-cause.js'
import type { Effect, EffectTarget } from '../../domain/effect.js'
import type { Failure } from '../../domain/failure.js'
import { alertedMembers } from '../../domain/workspace-settings.js'
import type { Flow } from '../flow.js'
import { alertAdmin } from './alert-admin.js'

/** Chat has refused something: the admin is told when it is theirs to set right. */
export async function alertOfChat(
  flow: Flow,
  effect: Effect['type'],
  failure: Failure,
  target: EffectTarget | undefined,
): Promise<void> {
  // An alert that is refused is nothing to alert of.
  if (effect === 'post-alert') return
  const line = target && flow.lines.all.find((one) => isIn(flow, one, target))
  // In a channel that is gone nobody would read that it is.
  const { alerts = {} } = flow.settings
  const isReadable =
    alerts.channel === undefined ? alertedMembers(alerts).length > 0 : alerts.channel !== target?.channel
  const cause = causeOfChat(failure) ?? (line && isReadable ? causeOfChannel(failure, line) : undefined)
  if (cause) await alertAdmin(flow, cause, { line })
}

const isIn = ({ lines }: Flow, line: Flow['lines']['all'][0], { channel }: EffectTarget): boolean =>
  line.channel === channel || lines.channelIdOf(line) === channel
