import { cleanText } from '../../domain/clean-text.js'
import { contactLabel } from '../../domain/contact-label.js'
import type { Contact } from '../../domain/contact.js'
import type { Line } from '../../domain/line.js'
import { mayDo, whyNot } from '../../domain/may-do.js'
import { readSlashCommand, slashCommandHelp } from '../../domain/slash-command.js'
import { warningsOf } from '../../domain/text-warnings.js'
import type { ChatAnswer, ChatCommandEvent, Member } from '../../ports/chat-adapter.js'
import type { FormToOpen } from '../click-action.js'
import { inTransaction, type Flow, type FlowDeps } from '../flow.js'
import { nameOf } from '../forms/contact.js'
import { sendTextForm, type Draft } from '../forms/send-text-form.js'
import { findConversation } from '../open-conversation.js'
import { asLineSends } from '../queue-text.js'
import { draftTo } from './draft-to.js'
import { sendByCommand, type AddressedCommand, type CommandOutcome } from './send-by-command.js'

/** What is said in the answer to a command, or opened by it. */
export interface CommandReply {
  readonly answer?: ChatAnswer
  readonly form?: FormToOpen
}

/** Somebody typed the app's command. What comes of it is said in the answer: the app need not be where it was typed. */
export async function runSlashCommand(deps: FlowDeps, event: ChatCommandEvent, member: Member): Promise<CommandReply> {
  return inTransaction(deps, event.workspaceId, async (flow) => {
    if (!mayDo(member, 'send', flow.settings)) return whisper(whyNot(member, 'send'))
    const line = await lineFor(flow, event.channelId)
    if (!line) return whisper('Nothing was sent: this desk has only just started. Type it again in a moment.')
    const command = readSlashCommand(cleanText(event.text), line.defaultCountry)
    switch (command.type) {
      case 'help':
        return whisper(slashCommandHelp)
      case 'open':
        return open(
          event,
          await sendTextForm(flow, {
            ...ofChannel(flow, event),
            ...(await draftTo(flow, command.query, line, member.id)),
          }),
        )
      case 'problem':
        return whisper(command.sentence.replaceAll('“send ', '“/sms '))
      default:
        return send(flow, event, { command, line, memberId: member.id, memberName: member.name })
    }
  })
}

/**
 * That of the channel it was typed in, else the first one. Until channel names are resolved nobody can tell, and a text
 * from the wrong number cannot be taken back.
 */
async function lineFor({ lines, tx }: Flow, channelId: string): Promise<Line | undefined> {
  const line = lines.findByChannel(channelId)
  if (line) return line
  if (lines.all.length > 1 && !lines.isResolved()) return undefined
  const conversation = await tx.conversations.findByChannel(channelId)
  return (conversation && lines.find(conversation.lineId)) ?? lines.all[0]
}

/** A line is chosen beforehand only where it is plain which one is meant. */
function ofChannel({ lines }: Flow, { channelId }: ChatCommandEvent): Pick<Draft, 'lineId'> {
  const line = lines.findByChannel(channelId)
  return line ? { lineId: line.id } : {}
}

interface ToSend {
  readonly command: AddressedCommand
  readonly line: Line
  readonly memberId: string
  readonly memberName: string
}

/** Delivered again it sends nothing more, and says what came of it the first time. */
async function send(flow: Flow, event: ChatCommandEvent, toSend: ToSend): Promise<CommandReply> {
  const messageId = flow.newId()
  const earlierId = await claim(flow, event, messageId)
  if (earlierId !== undefined) return whisper(await sentenceOfEarlier(flow, earlierId, toSend))
  const outcome = await sendByCommand(flow, { ...toSend, messageId })
  if (outcome.type === 'unfilled') return open(event, await formOf(flow, toSend, outcome), outcome.sentence)
  return whisper(sentenceOf(flow, event, toSend, outcome))
}

/** What should be looked at again before it leaves, in the form that asks. */
async function formOf(
  flow: Flow,
  { command, line, memberId }: ToSend,
  { contact, text }: Extract<CommandOutcome, { type: 'unfilled' }>,
): Promise<FormToOpen['form']> {
  const warnings = warningsOf(asLineSends(text, line), line.warnAboveSegments)
  return sendTextForm(flow, { to: nameOf(asKnownTo(contact, memberId)), text: command.text, lineId: line.id, warnings })
}

async function claim({ now, tx }: Flow, { identities }: ChatCommandEvent, id: string): Promise<string | undefined> {
  const earlier: (string | undefined)[] = []
  for (const identity of identities) earlier.push(await tx.claims.claim(`chat:${identity}`, id, now))
  return earlier.find((claimed) => claimed !== undefined)
}

async function sentenceOfEarlier(flow: Flow, messageId: string, { memberId }: ToSend): Promise<string> {
  const message = await flow.tx.messages.peek(messageId)
  const found = message && (await findConversation(flow, message.conversationId))
  return found ? `On its way to ${labelFor(found.contact, memberId)}.` : 'Nothing was sent.'
}

function sentenceOf(flow: Flow, event: ChatCommandEvent, { line, memberId }: ToSend, outcome: CommandOutcome): string {
  if (outcome.type !== 'sent') return outcome.sentence
  const from = flow.lines.all.length > 1 ? ` from ${line.name}` : ''
  const isElsewhere = line.channel.startsWith('#') && flow.lines.channelIdOf(line) !== event.channelId
  const where =
    isElsewhere && outcome.conversation.place.type === 'thread' ? ` Their thread is in ${line.channel}.` : ''
  return `On its way to ${labelFor(outcome.contact, memberId)}${from}.${where}`
}

/** A private contact has no name for others, who know the number only. */
function asKnownTo(contact: Contact, memberId: string): Contact {
  const isHidden = contact.privateTo !== undefined && contact.privateTo !== memberId
  return isHidden ? { ...contact, name: undefined } : contact
}

const labelFor = (contact: Contact, memberId: string): string => contactLabel(asKnownTo(contact, memberId))

const whisper = (text: string): CommandReply => ({ answer: { type: 'whisper', text } })

/** @param otherwise - what is said where nothing can be opened */
function open({ trigger }: ChatCommandEvent, form: FormToOpen['form'], otherwise = slashCommandHelp): CommandReply {
  return trigger === undefined ? whisper(otherwise) : { form: { form, place: { type: 'new', trigger } } }
}
