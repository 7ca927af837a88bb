import type { PhoneKind } from '../carrier/index.js'
import type { FieldInput, InteractionAnswer, Submitted, ViewInput } from '../slack/index.js'
import { addFault, addWebhookFault } from './faults.js'
import { fieldsOf, type Fields } from './fields.js'
import { fileOf, messageActions } from './message-actions.js'
import type { Action, Controlled, Side } from './controlled.js'
import { leverActions } from './levers.js'
import { workspaceActions } from './workspace-actions.js'

/** Every action, by the last part of its path. */
export const actions: Readonly<Record<string, Action>> = {
  ...messageActions,
  ...workspaceActions,
  ...leverActions,
  scene: ({ play }, fields) => {
    play(fields.text('name'))
    return {}
  },
  click,
  suggest: async ({ slack }, fields) => ({
    offers: await slack.suggest({ ...viewOf(fields), blockId: fields.text('blockId'), query: fields.text('query') }),
  }),
  submit: async ({ slack }, fields) =>
    submitted(await slack.submit({ ...viewOf(fields), values: fieldInputsOf(fields.object('values')) })),
  close: ({ slack }, fields) => {
    slack.closeView({ ...viewOf(fields), all: fields.flag('all') })
    return {}
  },
  home: ({ slack }, fields) => {
    slack.openHome(fields.text('member'))
    return {}
  },
  command: async ({ slack }, fields) => {
    const text = fields.optionalText('text') ?? ''
    const command = { as: fields.text('member'), channel: fields.text('channel'), command: fields.text('command') }
    return taken('command', await slack.command({ ...command, text }))
  },
  shortcut: async ({ slack }, fields) => {
    const shortcut = { as: fields.text('member'), callbackId: fields.text('callbackId') }
    const ts = fields.optionalText('ts')
    if (ts === undefined) return taken('shortcut', await slack.shortcut(shortcut))
    return taken('shortcut', await slack.messageShortcut({ ...shortcut, channel: fields.text('channel'), ts }))
  },
  text: ({ carrier }, fields) => {
    const media = fields.list('media').map((file) => ({
      contentType: file.text('contentType'),
      content: new Uint8Array(Buffer.from(file.text('base64'), 'base64')),
    }))
    const text = { from: fields.text('from'), to: fields.text('to'), body: fields.optionalText('body') ?? '', media }
    return { sid: carrier.text(text).sid }
  },
  phones: ({ carrier }, fields) => {
    const name = fields.optionalText('name')
    const kind = phoneKindOf(fields.optionalText('kind') ?? 'mobile')
    carrier.addPhone({ number: fields.text('number'), kind, ...(name === undefined ? {} : { name }) })
    return {}
  },
  faults: ({ sides }, fields) => {
    addFault(sideOf(sides, fields).faults, fields)
    return {}
  },
  'webhook-faults': ({ sides }, fields) => {
    addWebhookFault(sideOf(sides, fields).webhooks.faults, fields)
    return {}
  },
  'clear-faults': ({ changed, troubles }) => {
    troubles.clear()
    changed()
    return {}
  },
}

async function click({ slack }: Controlled, fields: Fields): Promise<object> {
  const blockId = fields.optionalText('blockId')
  const value = fields.optionalText('value')
  const where = {
    as: fields.text('member'),
    actionId: fields.text('actionId'),
    ...(blockId === undefined ? {} : { blockId }),
    ...(value === undefined ? {} : { value }),
  }
  const viewId = fields.optionalText('viewId')
  const answer =
    viewId === undefined
      ? await slack.click({ ...where, channel: fields.text('channel'), ts: fields.text('ts') })
      : await slack.clickInView({ ...where, viewId, values: fieldInputsOf(fields.optionalObject('values') ?? {}) })
  return taken('click', answer)
}

function taken(what: string, answer: InteractionAnswer): object {
  if (answer.type === 'failed') throw new Error(`The app did not take the ${what}: ${answer.reason}.`)
  return {}
}

function submitted(result: Submitted): object {
  if (result.type === 'failed') throw new Error(`The app did not take the form: ${result.reason}. Try again?`)
  return { result: result.type, ...(result.type === 'errors' ? { errors: result.errors } : {}) }
}

function viewOf(fields: Fields): { readonly as: string; readonly viewId?: string } {
  const viewId = fields.optionalText('viewId')
  return { as: fields.text('member'), ...(viewId === undefined ? {} : { viewId }) }
}

function fieldInputsOf(values: Readonly<Record<string, unknown>>): ViewInput {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fieldInputOf(name, value)]))
}

function fieldInputOf(name: string, value: unknown): FieldInput {
  if (typeof value === 'string' || typeof value === 'number') return value
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  if (Array.isArray(value)) return value.map((file) => fileOf(fieldsOf(file)))
  throw new Error(`The value of ${name} must be a text, a number, a list of texts or a list of files.`)
}

function sideOf(sides: Controlled['sides'], fields: Fields): Side {
  const side = fields.text('side')
  if (side !== 'slack' && side !== 'carrier') throw new Error('side must be slack or carrier.')
  return sides[side]
}

const phoneKinds = ['mobile', 'slow', 'landline', 'off', 'unknown'] as const satisfies readonly PhoneKind[]

function phoneKindOf(kind: string): PhoneKind {
  const known = phoneKinds.find((candidate) => candidate === kind)
  if (!known) throw new Error('kind must be mobile, slow, landline, off or unknown.')
  return known
}
