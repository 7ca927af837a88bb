import { lineSettingsForm } from '../forms/line-settings.js'
import { settingsForm } from '../forms/settings.js'
import type { Action } from './action.js'

/** Opens what can be set up: the lines, one after the other, and who may do what. */
export const openSettings: Action = {
  type: 'opens',
  run: async (flow) => ({ form: settingsForm(flow), placement: 'new' }),
}

/** Opens the form of one line. */
export const openLineSettings: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const line = flow.lines.find(event.subject)
    return line && { form: lineSettingsForm(line, flow.lines.channelIdOf(line)), placement: 'on-top' }
  },
}
