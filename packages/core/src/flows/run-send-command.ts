import type { Line } from '../domain/line.js'
import { parseSendCommand } from '../domain/send-command.js'
import { ThreadlineError } from '../errors.js'
import type { ChatMessageEvent } from '../ports/chat-adapter.js'
import { isDuplicate, type Flow } from './flow.js'
import { openConversation } from './open-conversation.js'
import { queueOrWait } from './scheduled/quiet-for.js'
import { tell } from './tell.js'

/** Runs `send <number or name> <text>` written at the top of a line's shared channel. Everything else there is internal. */
export async function runSendCommand(flow: Flow, event: ChatMessageEvent): Promise<void> {
  if (event.kind !== 'plain' || event.author.type !== 'member' || event.mentionsApp) return
  const line = flow.lines.findByChannel(event.post.channelId)
  const command = parseSendCommand(event.text, (line ?? flow.lines.all[0]).defaultCountry)
  if (command.type === 'none') return
  if (!line) return requireResolvedLines(flow)
  if (await isDuplicate(flow, event.identities, event.post.messageId)) return

  if (event.hasFiles)
    return tell(flow, event, 'Not sent: files cannot be texted from here yet. Send the words without the file.')
  if (command.type === 'problem') return tell(flow, event, command.sentence)
  const address = command.type === 'to-number' ? command.e164 : await addressOf(flow, event, command.name)
  if (address) await send(flow, event, line, address, command.text)
}

async function send(flow: Flow, event: ChatMessageEvent, line: Line, address: string, text: string): Promise<void> {
  if (event.author.type !== 'member') return
  const opened = await openConversation(flow, line, address)
  const result = await queueOrWait(flow, { ...opened, line, author: event.author, text })
  if (result.type === 'refused') return tell(flow, event, result.sentence)
  if (result.type === 'scheduled') {
    return tell(flow, event, `Not sent yet: ${result.message.heldBecause}`, opened.conversation.id)
  }
  if (!opened.isNew) await tell(flow, event, 'Sent into the conversation you already have.', opened.conversation.id)
}

async function addressOf(flow: Flow, event: ChatMessageEvent, name: string): Promise<string | undefined> {
  const viewer = event.author.type === 'member' ? { memberId: event.author.id } : undefined
  // All numbers of one person have their name: it means the one that the others were merged into.
  const found = await flow.tx.contacts.findByName(name, 20, viewer)
  const matches = found.filter(({ mergedInto }) => mergedInto === undefined)
  if (matches.length === 1) return matches[0]?.address
  const sentence =
    matches.length === 0
      ? `Not sent: there is no contact called “${name}”. Use a phone number, or add the contact first.`
      : `Not sent: more than one contact is called “${name}”. Use the phone number.`
  await tell(flow, event, sentence)
  return undefined
}

/** Until channel names are resolved nobody can tell whether this is a line's channel, so the command must come again. */
function requireResolvedLines(flow: Flow): void {
  if (!flow.lines.isResolved()) throw new ThreadlineError('not_ready', 'The channels of the lines are not known yet.')
}
