import { closeChannel as close } from '../channels/close-channel.js'
import { channelModeForm } from '../forms/channel-mode.js'
import { requestChannel } from '../channels/request-channel.js'
import type { Flow } from '../flow.js'
import { tell } from '../tell.js'
import type { Action, Click } from './action.js'

/** Gives a conversation a channel of its own. Whoever clicks while it is being made is invited as well. */
export const createChannel: Action = {
  type: 'changes',
  async run(flow, click) {
    const request = await requestChannel(flow, click.event.subject, [click.memberId])
    if (request.type === 'begun' && request.isUnderWay)
      await say(flow, click, 'The channel is being made already. You are invited as soon as it is there.')
    if (request.type === 'there')
      await say(flow, click, 'This conversation has a channel already. You are invited to it.')
    if (request.type === 'not-found') await say(flow, click, 'There is nobody to make a channel for any more.')
  },
}

/** Sends a conversation back from its channel to its thread. */
export const closeChannel: Action = {
  type: 'changes',
  async run(flow, click) {
    if (await close(flow, click.event.subject)) return
    await say(flow, click, 'This channel is closed already. The conversation goes on in its thread.')
  },
}

/** Opens the form that says which of what is typed in the channel is texted. */
export const openChannelMode: Action = {
  type: 'opens',
  async run(flow, { event }) {
    const conversation = await flow.tx.conversations.find(event.subject)
    const form = conversation && channelModeForm(conversation)
    return form && { form, placement: 'new' }
  },
}

async function say(flow: Flow, { event }: Click, text: string): Promise<void> {
  if (event.post) await tell(flow, { author: event.author, post: event.post }, text, event.subject)
}
