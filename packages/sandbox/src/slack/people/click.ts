import type { Context } from '../context.js'
import type { InteractionAnswer } from '../out/delivery.js'
import type { Json, SlackChannel } from '../state/types.js'
import { messageOnWire } from '../state/wire.js'
import { viewOnWire } from '../state/view-wire.js'
import { blocksOf, placedElements, type Placed } from './elements.js'
import { fieldState, type FieldInput } from './field-state.js'
import { actionTs, channelIn, payloadFor } from './payload.js'
import { channelWith } from './place.js'
import { openView, valuesOf, type ViewInput } from './view-state.js'

/** A click on an element of a message, or a choice in it. */
export interface Click {
  readonly as: string
  readonly channel: string
  /** Timestamp of the message, or of an ephemeral one this member sees. */
  readonly ts: string
  readonly actionId: string
  /** Needed when several blocks have an element with this id. */
  readonly blockId?: string
  /** For a select or a menu: the value of the option, or the id of whom they choose. */
  readonly value?: FieldInput
}

/** A click on an element of an open view. */
export interface ViewClick extends Pick<Click, 'as' | 'actionId' | 'blockId' | 'value'> {
  readonly viewId: string
  /** What they have put into other fields by then. @defaultValue nothing more than before */
  readonly values?: ViewInput
}

/** Somebody clicks in a message. The app hears of it at once; resolves when it has answered or failed to. */
export async function click(context: Context, where: Click): Promise<InteractionAnswer> {
  const channel = channelWith(context, where.channel, where.as)
  const seen = seenMessage(context, channel, where)
  const placed = find(seen.blocks, where)
  const thread = seen.threadTs === undefined ? {} : { thread_ts: seen.threadTs }
  return context.delivery.interaction({
    ...payloadFor(context, 'block_actions', where.as),
    container: {
      type: 'message',
      message_ts: where.ts,
      channel_id: channel.id,
      is_ephemeral: seen.message === undefined,
      ...thread,
    },
    trigger_id: context.triggers.give(where.as),
    channel: channelIn(channel),
    ...(seen.message ? { message: seen.message } : {}),
    state: { values: {} },
    response_url: responseUrl(context, channel, where, seen),
    actions: [actionOf(context, placed, where.value)],
  })
}

/** Somebody clicks in a modal or the home tab. */
export async function clickInView(context: Context, where: ViewClick): Promise<InteractionAnswer> {
  const view = openView(context, where.as, where.viewId)
  const placed = find(blocksOf(view.definition), where)
  if (placed.block['type'] === 'input' && placed.block['dispatch_action'] !== true)
    throw new Error(`The app hears of ${placed.blockId} only when the view is submitted: it has no dispatch_action.`)
  return context.delivery.interaction({
    ...payloadFor(context, 'block_actions', where.as),
    container: { type: 'view', view_id: view.id },
    trigger_id: context.triggers.give(where.as),
    view: viewOnWire(view, context.identity, valuesOf(context, view, { ...where.values, ...chosenIn(placed, where) })),
    actions: [actionOf(context, placed, where.value, context.views.offered(view.id, placed.blockId))],
  })
}

/** What is chosen in a field is its state as well. */
function chosenIn({ block, blockId }: Placed, { value }: ViewClick): ViewInput {
  return block['type'] === 'input' && value !== undefined ? { [blockId]: value } : {}
}

function responseUrl(context: Context, channel: SlackChannel, { as, ts }: Click, seen: SeenMessage): string {
  const { hooks, identity } = context
  const thread = seen.threadTs === undefined ? {} : { threadTs: seen.threadTs }
  const token = hooks.open({ userId: as, channelId: channel.id, ts, isEphemeral: !seen.message, ...thread })
  return `${identity.hooksUrl}/actions/${identity.teamId}/${token}`
}

interface SeenMessage {
  readonly blocks: readonly Json[]
  readonly threadTs: string | undefined
  /** Absent for an ephemeral message: its payload does not carry it. */
  readonly message?: Json
}

function seenMessage(context: Context, channel: SlackChannel, where: Click): SeenMessage {
  const { state, identity } = context
  const ephemeral = state.ephemerals.find(
    ({ ts, user, channel: id }) => ts === where.ts && user === where.as && id === channel.id,
  )
  if (ephemeral) return { blocks: ephemeral.blocks ?? [], threadTs: ephemeral.thread_ts }
  const message = state.message(channel.id, where.ts)
  if (!message) throw new Error(`There is no message ${where.ts} in #${channel.name}.`)
  const wire = messageOnWire(state, identity, channel.id, message, 'type')
  return { blocks: message.blocks ?? [], threadTs: message.thread_ts, message: wire }
}

function find(blocks: readonly Json[], where: Pick<Click, 'actionId' | 'blockId'>): Placed {
  const found = placedElements(blocks).filter(
    ({ actionId, blockId }) =>
      actionId === where.actionId && (where.blockId === undefined || blockId === where.blockId),
  )
  const [placed, another] = found
  if (!placed) throw new Error(`There is nothing with the action id ${where.actionId} to click.`)
  if (another) throw new Error(`Several elements have the action id ${where.actionId}: say which block.`)
  return placed
}

function actionOf(
  context: Context,
  { element, actionId, blockId }: Placed,
  input: FieldInput | undefined,
  offered: readonly Json[] = [],
): Json {
  const base = { action_id: actionId, block_id: blockId, action_ts: actionTs(context) }
  if (element['type'] !== 'button') return { ...fieldState(element, input, offered), ...base }
  const { text, value, style, url } = element
  return { type: 'button', ...base, text, ...present({ value, style, url }) }
}

function present(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
