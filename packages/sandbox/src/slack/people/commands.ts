import { respond } from '../acts/respond.js'
import { isObject, tryJson } from '../api/arguments.js'
import { SlackFailure } from '../api/failure.js'
import type { Context } from '../context.js'
import type { InteractionAnswer } from '../out/delivery.js'
import type { Hook } from '../state/hooks.js'
import { messageOnWire } from '../state/wire.js'
import { actionTs, channelIn, payloadFor } from './payload.js'
import { channelWith, messageOf, personOf } from './place.js'
import { compose } from './writing.js'

/** A slash command. There is no thread: Slack does not take commands in threads. */
export interface Command {
  readonly as: string
  readonly channel: string
  /** With its slash: `/sms`. */
  readonly command: string
  /** What follows it. @defaultValue nothing */
  readonly text?: string
}

/** A shortcut from the menu of everything: it knows no channel. */
export interface Shortcut {
  readonly as: string
  readonly callbackId: string
}

/** A shortcut from the menu of a message. */
export interface MessageShortcut extends Shortcut {
  readonly channel: string
  readonly ts: string
}

/** What people start outside of messages and forms. Each resolves when the app has answered, or failed to. */
export interface Commands {
  command(command: Command): Promise<InteractionAnswer>
  shortcut(shortcut: Shortcut): Promise<InteractionAnswer>
  messageShortcut(shortcut: MessageShortcut): Promise<InteractionAnswer>
}

/** Gives people the commands and shortcuts of the app. */
export function createCommands(context: Context): Commands {
  return {
    command: (given) => command(context, given),
    shortcut: ({ as, callbackId }) => {
      requireCommands(context)
      return context.delivery.interaction(shortcutPayload(context, 'shortcut', as, callbackId))
    },
    messageShortcut: (given) => messageShortcut(context, given),
  }
}

async function command(context: Context, given: Command): Promise<InteractionAnswer> {
  const { identity, rules } = context
  requireCommands(context)
  if (!rules.commands.has(given.command)) throw new Error(`${given.command} is not a command of the app.`)
  const channel = channelWith(context, given.channel, given.as)
  if (channel.isArchived) throw new Error(`#${channel.name} is archived.`)
  const hook: Hook = { userId: given.as, channelId: channel.id, isEphemeral: false }
  const answer = await context.delivery.command({
    token: 'sandbox-verification-token',
    team_id: identity.teamId,
    team_domain: 'sandbox',
    channel_id: channel.id,
    channel_name: String(channelIn(channel)['name']),
    user_id: given.as,
    user_name: personOf(context, given.as).name,
    command: given.command,
    text: rules.escapedCommands.has(given.command) ? compose(context, given.text ?? '').text : (given.text ?? ''),
    api_app_id: identity.appId,
    is_enterprise_install: 'false',
    response_url: `${identity.hooksUrl}/commands/${identity.teamId}/${context.hooks.open(hook)}`,
    trigger_id: context.triggers.give(given.as),
  })
  return answer.type === 'failed' ? answer : show(context, hook, answer)
}

/** The answer is a message too: text as it is, or JSON. Empty: nothing is shown. */
function show(context: Context, hook: Hook, answer: { readonly type: 'answered'; readonly body: string }) {
  if (answer.body.trim() === '') return answer
  const parsed = tryJson(answer.body)
  try {
    if (!isObject(parsed)) respond(context, hook, { text: answer.body })
    else if (Object.keys(parsed).length > 0) respond(context, hook, parsed)
    return answer
  } catch (error) {
    if (error instanceof SlackFailure) return { type: 'failed' as const, reason: error.code }
    throw error
  }
}

async function messageShortcut(context: Context, given: MessageShortcut): Promise<InteractionAnswer> {
  const { hooks, identity, state } = context
  requireCommands(context)
  const channel = channelWith(context, given.channel, given.as)
  const message = messageOf(context, channel, given.ts)
  const token = hooks.open({ userId: given.as, channelId: channel.id, isEphemeral: false })
  return context.delivery.interaction({
    ...shortcutPayload(context, 'message_action', given.as, given.callbackId),
    message_ts: message.ts,
    response_url: `${identity.hooksUrl}/app/${identity.teamId}/${token}`,
    channel: channelIn(channel),
    message: messageOnWire(state, identity, channel.id, message, 'type'),
  })
}

function shortcutPayload(context: Context, type: string, as: string, callbackId: string) {
  const trigger_id = context.triggers.give(as)
  return { ...payloadFor(context, type, as), action_ts: actionTs(context), callback_id: callbackId, trigger_id }
}

function requireCommands(context: Context): void {
  if (context.rules.scopes.has('commands')) return
  throw new Error('The app has no commands and shortcuts: its manifest asks for no scope commands.')
}
