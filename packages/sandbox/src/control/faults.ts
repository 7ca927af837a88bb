import type { Fault, Faults } from '../faults.js'
import type { WebhookFault, WebhookFaults } from '../webhook-faults.js'
import type { Fields } from './fields.js'

/** Adds a fault to the calls of one side: `{ on, type, …, times?, chance? }`. */
export function addFault(faults: Faults, fields: Fields): void {
  faults.add({ on: onOf(fields.text('on')), fault: faultOf(fields), ...whenOf(fields) })
}

/** Adds a fault to the webhooks of one side: `{ on?, type, …, times?, chance? }`. */
export function addWebhookFault(faults: WebhookFaults, fields: Fields): void {
  const on = fields.optionalText('on')
  faults.add({ ...(on === undefined ? {} : { on: onOf(on) }), fault: webhookFaultOf(fields), ...whenOf(fields) })
}

/** `/^chat\./` is a pattern, anything else a name. */
function onOf(on: string): string | RegExp {
  const pattern = /^\/(.+)\/$/.exec(on)?.[1]
  return pattern === undefined ? on : new RegExp(pattern)
}

function whenOf(fields: Fields): { readonly times?: number; readonly chance?: number } {
  const times = fields.optionalNumber('times')
  const chance = fields.optionalNumber('chance')
  return { ...(times === undefined ? {} : { times }), ...(chance === undefined ? {} : { chance }) }
}

function faultOf(fields: Fields): Fault {
  const type = fields.text('type')
  switch (type) {
    case 'rate-limit': {
      const retryAfterMs = fields.optionalNumber('retryAfterMs')
      return retryAfterMs === undefined ? { type } : { type, retryAfterMs }
    }
    case 'error': {
      const body = fields.optionalText('body')
      return { type, status: statusOf(fields), ...(body === undefined ? {} : { body }) }
    }
    case 'accept-then-error':
      return { type, status: statusOf(fields) }
    case 'delay':
      return { type, ms: fields.optionalNumber('ms') ?? 1_000 }
    case 'reset':
    case 'accept-then-drop':
    case 'garbled':
    case 'hang':
      return { type }
    default:
      throw new Error(
        `There is no fault "${type}". There are rate-limit, error, reset, accept-then-drop, accept-then-error, garbled, delay and hang.`,
      )
  }
}

function webhookFaultOf(fields: Fields): WebhookFault {
  const type = fields.text('type')
  switch (type) {
    case 'duplicate':
    case 'drop':
    case 'forge':
      return { type }
    case 'reorder':
      return { type, window: fields.optionalNumber('window') ?? 10 }
    case 'delay':
      return { type, ms: fields.optionalNumber('ms') ?? 1000 }
    default:
      throw new Error(`There is no fault "${type}". There are duplicate, reorder, delay, drop and forge.`)
  }
}

function statusOf(fields: Fields): number {
  const status = fields.optionalNumber('status') ?? 500
  if (!Number.isInteger(status) || status < 200 || status > 599) throw new Error('status must be from 200 to 599.')
  return status
}
