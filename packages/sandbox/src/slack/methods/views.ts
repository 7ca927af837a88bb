import { jsonOf, requiredText, textOf, type Arguments } from '../api/arguments.js'
import { invalidArguments, SlackFailure } from '../api/failure.js'
import type { Methods } from '../api/method.js'
import { acceptView } from '../blocks/validate.js'
import { checkSlackFiles } from './slack-files.js'
import type { Context } from '../context.js'
import type { Json } from '../state/types.js'
import { deepestStack, type SlackView } from '../state/views.js'
import { viewOnWire } from '../state/view-wire.js'

/** `views.*` */
export const viewMethods: Methods = {
  'views.open': { tier: 4, run: open },
  'views.push': { tier: 4, run: push },
  'views.update': { tier: 4, run: update },
  'views.publish': { tier: 4, run: publish },
}

function open(context: Context, args: Arguments): Json {
  const definition = definitionOf(context, args, 'modal')
  checkExternalId(context, definition)
  const userId = context.triggers.exchange(requiredText(args, 'trigger_id'))
  context.views.clear(userId)
  return { view: wire(context, context.views.push(userId, definition)) }
}

function push(context: Context, args: Arguments): Json {
  const definition = definitionOf(context, args, 'modal')
  checkExternalId(context, definition)
  const userId = context.triggers.exchange(requiredText(args, 'trigger_id'))
  const depth = context.views.stack(userId).length
  if (depth === 0) throw new SlackFailure('not_found')
  if (depth >= deepestStack) throw new SlackFailure('push_limit_reached')
  return { view: wire(context, context.views.push(userId, definition)) }
}

function update(context: Context, args: Arguments): Json {
  const view = existing(context, args)
  const definition = definitionOf(context, args, view.type)
  const hash = textOf(args, 'hash')
  if (hash !== undefined && hash !== view.hash) throw new SlackFailure('hash_conflict')
  return { view: wire(context, context.views.update(view, definition)) }
}

function publish(context: Context, args: Arguments): Json {
  const userId = requiredText(args, 'user_id')
  if (!context.state.user(userId)) throw new SlackFailure('user_not_found')
  const definition = definitionOf(context, args, 'home')
  const hash = textOf(args, 'hash')
  const current = context.views.home(userId)
  if (hash !== undefined && current && hash !== current.hash) throw new SlackFailure('hash_conflict')
  return { view: wire(context, context.views.publish(userId, definition)) }
}

function existing(context: Context, args: Arguments): SlackView {
  const id = textOf(args, 'view_id')
  const externalId = textOf(args, 'external_id')
  if (id === undefined && externalId === undefined) throw invalidArguments('missing required field: view_id')
  const view = context.views.find({ ...(id ? { id } : {}), ...(externalId ? { externalId } : {}) })
  if (!view) throw new SlackFailure('not_found')
  return view
}

function definitionOf(context: Context, args: Arguments, type: SlackView['type']): Json {
  const value = jsonOf(args, 'view', 'invalid_arguments')
  if (value === undefined) throw invalidArguments('missing required field: view')
  const definition = acceptView(value, type, context.ids)
  checkSlackFiles(context, definition['blocks'], '/view/blocks', 'invalid_arguments')
  return definition
}

function checkExternalId(context: Context, definition: Json): void {
  const externalId = definition['external_id']
  if (typeof externalId !== 'string' || externalId === '') return
  if (context.views.find({ externalId })) throw new SlackFailure('duplicate_external_id')
}

function wire(context: Context, view: SlackView): Json {
  return viewOnWire(view, context.identity)
}
