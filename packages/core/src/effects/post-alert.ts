import type { Effect } from '../domain/effect.js'
import type { Refused } from '../ports/outcome.js'
import { linkTo } from './link-to.js'
import { postStep } from './post-step.js'
import { untilGivenUp, type Prepare } from './step.js'

type Alert = Extract<Effect, { type: 'post-alert' }>

/** Tells an admin what is to be set right. After an hour in which it could not be told, it is left at the host's event. */
export const preparePostAlert: Prepare<'post-alert'> = async (flow, given, outside, entry) => {
  const alert = outside.chat.takesDirectPosts ? given : inChannel(given)
  const { channel, conversationId, directTo, memberIds, text, title } = alert
  const view = { type: 'alert', title, text, memberIds, link: await linkTo(flow, conversationId) } as const
  const target = directTo === undefined ? { channel } : { channel: `@${directTo}` }
  const step = postStep(flow, outside, { entry, target, view, purpose: 'other', ...untilGivenUp(entry) })
  return directTo === undefined ? step : { ...step, divert: async (_flow, refused) => elsewhere(alert, refused) }
}

/** Whom no direct message reaches is told in the channel, and why there; not for what passes by itself. */
function elsewhere(alert: Alert, { failure }: Refused): Alert | undefined {
  if (passing.has(failure.category)) return undefined
  const why = `This is said here because it could not be sent as a direct message: ${failure.detail ?? failure.code ?? failure.category}`
  return inChannel({ ...alert, text: `${alert.text}\n${why}` })
}

/** What holds for every call, wherever it posts. */
const passing: ReadonlySet<string> = new Set(['rate-limited', 'platform-down', 'auth'])

function inChannel({ directTo, memberIds, ...alert }: Alert): Alert {
  return { ...alert, memberIds: directTo === undefined ? memberIds : [directTo] }
}
