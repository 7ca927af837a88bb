import {
  cancelBroadcast,
  pauseBroadcast,
  startBroadcast,
  type BroadcastChanged,
} from '../broadcasts/change-broadcast.js'
import type { Flow } from '../flow.js'
import { broadcastForm } from '../forms/broadcast.js'
import { tell } from '../tell.js'
import type { Action, Click } from './action.js'

/** Opens the form that texts many. */
export const openBroadcast: Action = {
  type: 'opens',
  run: async (flow) => ({ form: broadcastForm(flow), placement: 'new' }),
}

/** Sets a broadcast on again. */
export const goOnBroadcast = changing((flow, id) => startBroadcast(flow, id))
export const pauseByButton = changing((flow, id) => pauseBroadcast(flow, id))
export const cancelBroadcastByButton = changing((flow, id) => cancelBroadcast(flow, id))

/** Its post shows what became of it; only what could not be done is told. */
function changing(how: (flow: Flow, broadcastId: string) => Promise<BroadcastChanged>): Action {
  return {
    type: 'changes',
    async run(flow, { event: { author, post, subject } }: Click) {
      const result = await how(flow, subject)
      if (result.type === 'refused' && post) await tell(flow, { author, post }, result.sentence)
    },
  }
}
