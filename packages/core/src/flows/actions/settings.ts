import { automationSettings } from '../forms/line-automations.js'
import { consentSettings } from '../forms/line-consent.js'
import type { LineForm } from '../forms/line-form.js'
import { sendingSettings } from '../forms/line-sending.js'
import { channelSettings } from '../forms/line-settings.js'
import { readPage } from '../forms/page.js'
import { settingsForm } from '../forms/settings.js'
import type { Action } from './action.js'

/** Opens what can be set up: the lines, one after the other, and who may do what; or turns to other lines. */
export const openSettings: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const { from, isTurn } = readPage(event.subject)
    return { form: settingsForm(flow, from), placement: isTurn ? 'instead' : 'new' }
  },
}

/** Opens one of the forms of a line. */
function opening({ view }: LineForm): Action {
  return {
    type: 'opens',
    async run(flow, { event }) {
      const line = flow.lines.find(event.subject)
      return line && { form: view(line, flow.lines.channelIdOf(line)), placement: 'on-top' }
    },
  }
}

export const openLineSettings = opening(channelSettings)
export const openLineSending = opening(sendingSettings)
export const openLineAutomations = opening(automationSettings)
export const openLineConsent = opening(consentSettings)
