import { sentenceFor } from '../../domain/decide-delivery.js'
import { parseSendCommand } from '../../domain/send-command.js'
import { ThreadlineError } from '../../errors.js'
import type { ChatMessageEvent } from '../../ports/chat-adapter.js'
import { isDuplicate, type Flow } from '../flow.js'
import { tell } from '../tell.js'
import { sendByCommand } from './send-by-command.js'

/** Runs `send <number or name> <text>` written at the top of a line's shared channel. Everything else there is internal. */
export async function runSendCommand(flow: Flow, event: ChatMessageEvent): Promise<void> {
  if (event.kind !== 'plain' || event.author.type !== 'member' || event.mentionsApp) return
  const line = flow.lines.findByChannel(event.post.channelId)
  const command = parseSendCommand(event.text, (line ?? flow.lines.all[0]).defaultCountry, event.hasFiles)
  if (command.type === 'none') return
  if (!line) return requireResolvedLines(flow)
  if (await isDuplicate(flow, event.identities, event.post.messageId)) return

  if (event.hasFiles && !event.files?.length) return tell(flow, event, sentenceFor('files'))
  if (command.type === 'problem') return tell(flow, event, command.sentence)
  const outcome = await sendByCommand(flow, {
    command,
    line,
    memberId: event.author.id,
    memberName: event.author.name,
    files: event.files,
  })
  if (outcome.type === 'not-sent') return tell(flow, event, outcome.sentence)
  if (outcome.type === 'unfilled') return tell(flow, event, `${outcome.sentence} ${howToSendBraces}`)
  if (outcome.type === 'held') return tell(flow, event, outcome.sentence, outcome.conversation.id)
  const sentence = 'Sent into the conversation you already have.'
  if (!outcome.isNew) await tell(flow, event, sentence, outcome.conversation.id)
}

const howToSendBraces = 'Write it out. If it is meant, Send text sends it all the same.'

/** Until channel names are resolved nobody can tell whether this is a line's channel, so the command must come again. */
function requireResolvedLines(flow: Flow): void {
  if (!flow.lines.isResolved()) throw new ThreadlineError('not_ready', 'The channels of the lines are not known yet.')
}
