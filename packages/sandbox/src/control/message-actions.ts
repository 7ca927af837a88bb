import type { NewFile, Place, SlackWorkspace } from '../slack/index.js'
import type { Fields } from './fields.js'

type MessageAction = (controlled: { readonly slack: SlackWorkspace }, fields: Fields) => object

/** What people do with messages. */
export const messageActions: Readonly<Record<string, MessageAction>> = {
  say: ({ slack }, fields) => {
    const thread = fields.optionalText('threadTs')
    const files = fields.list('files').map(fileOf)
    const ts = slack.say({
      as: fields.text('member'),
      channel: fields.text('channel'),
      text: files.length > 0 ? (fields.optionalText('text') ?? '') : fields.text('text'),
      ...(files.length > 0 ? { files } : {}),
      ...(thread === undefined ? {} : { thread, broadcast: fields.flag('isBroadcast') }),
    })
    return { ts }
  },
  edit: onMessage((slack, place, fields) => slack.edit({ ...place, text: fields.text('text') })),
  delete: onMessage((slack, place) => slack.delete(place)),
  react: onMessage((slack, place, fields) => slack.react({ ...place, name: fields.text('name') })),
  unreact: onMessage((slack, place, fields) => slack.unreact({ ...place, name: fields.text('name') })),
}

function onMessage(act: (slack: SlackWorkspace, place: Place, fields: Fields) => void): MessageAction {
  return ({ slack }, fields) => {
    act(slack, { as: fields.text('member'), channel: fields.text('channel'), ts: fields.text('ts') }, fields)
    return {}
  }
}

/** A file in a control call. */
export function fileOf(fields: Fields): NewFile {
  return {
    name: fields.text('name'),
    mimetype: fields.text('contentType'),
    content: new Uint8Array(Buffer.from(fields.text('base64'), 'base64')),
  }
}
