import type { Line } from '../../domain/line.js'
import type { Message, WrittenFile } from '../../domain/message.js'
import type { SendCommand } from '../../domain/send-command.js'
import { unfilledIn } from '../../domain/text-warnings.js'
import type { Flow } from '../flow.js'
import { madeReady } from '../made-ready.js'
import { openConversation, type OpenedConversation } from '../open-conversation.js'
import { queueOrWait } from '../scheduled/quiet-for.js'

/** A command that names somebody and has a text for them. */
export type AddressedCommand = Extract<SendCommand, { readonly type: 'to-number' | 'to-name' }>

interface CommandToRun {
  readonly command: AddressedCommand
  readonly line: Line
  readonly memberId: string
  readonly memberName?: string
  readonly files?: readonly WrittenFile[]
  /** @defaultValue a new one */
  readonly messageId?: string
}

/**
 * What became of it. `held`: it waits for the morning where the contact is, and `sentence` says so. `unfilled`: nothing left,
 * because there are braces in it that nothing stands for.
 */
export type CommandOutcome =
  | ({ readonly type: 'sent'; readonly message: Message } & OpenedConversation)
  | ({ readonly type: 'held'; readonly sentence: string; readonly message: Message } & OpenedConversation)
  | { readonly type: 'not-sent'; readonly sentence: string }
  | ({ readonly type: 'unfilled'; readonly sentence: string; readonly text: string } & OpenedConversation)

/** Texts whom a command names, as the member who typed it. */
export async function sendByCommand(flow: Flow, request: CommandToRun): Promise<CommandOutcome> {
  const { command, files, line, memberId, memberName, messageId } = request
  const found = command.type === 'to-number' ? command.e164 : await addressOf(flow, command.name, memberId)
  if (typeof found !== 'string') return found
  const opened = await openConversation(flow, line, found)
  const author = { type: 'member', id: memberId } as const
  const text = madeReady({ ...opened, line, author, text: command.text, memberName, files, messageId })
  if ('type' in text) return notSent(text.sentence)
  const unfilled = unfilledIn(text.text)
  if (unfilled !== undefined) return { type: 'unfilled', sentence: `Not sent: ${unfilled}`, text: text.text, ...opened }
  const result = await queueOrWait(flow, text)
  if (result.type === 'refused') return notSent(result.sentence)
  const { message } = result
  if (result.type === 'queued') return { type: 'sent', message, ...opened }
  return { type: 'held', sentence: `Not sent yet: ${message.heldBecause}`, message, ...opened }
}

async function addressOf(flow: Flow, name: string, memberId: string) {
  // All numbers of one person have their name: it means the one that the others were merged into.
  const found = await flow.tx.contacts.findByName(name, 20, { memberId })
  const [match, ...others] = found.filter(({ mergedInto }) => mergedInto === undefined)
  if (match && others.length === 0) return match.address
  return match
    ? notSent(`Not sent: more than one contact is called “${name}”. Use the phone number.`)
    : notSent(`Not sent: there is no contact called “${name}”. Use a phone number, or add the contact first.`)
}

const notSent = (sentence: string): CommandOutcome & { readonly type: 'not-sent' } => ({ type: 'not-sent', sentence })
