import { randomUUID } from 'node:crypto'
import type { EmulatedSlack, SlackActor, SlackMessage } from './emulated-slack.js'
import type { Relay } from './relay.js'
import { deliverEvent, editEvent, messageEvent, type MessageEventType, type WrittenMessage } from './slack-events.js'
import { clickPayload, deliverInteraction, submissionPayload, type SlackView } from './slack-interactions.js'
import type { WebhookSource } from './slack-webhook.js'

/** What people do in Slack, of which the desk is told by signed webhooks. */
export interface People {
  /** Somebody writes at the top of the channel, or in a thread. */
  write(actor: SlackActor, text: string, root?: SlackMessage): Promise<WrittenMessage>
  /** Somebody writes, and the desk is not told yet. */
  writeUnnoticed(actor: SlackActor, text: string, root?: SlackMessage): Promise<WrittenMessage>
  /** Tells the desk of a message. Returns the status of its answer. */
  notice(written: WrittenMessage, type?: MessageEventType): Promise<number>
  /** Somebody changes their words. */
  edit(actor: SlackActor, written: WrittenMessage, text: string): Promise<void>
  /** Somebody clicks the button of a message that bears this label. */
  click(actor: SlackActor, message: SlackMessage, label: string): Promise<void>
  /** The form that was opened last, as Slack opened it. */
  openedForm(): SlackView
  /** Somebody sends a form, with its inputs filled in by label. */
  submit(actor: SlackActor, view: SlackView, filled: Readonly<Record<string, string>>): Promise<void>
}

export interface PeopleOptions {
  readonly slack: EmulatedSlack
  readonly toSlack: Relay
  readonly source: WebhookSource
  /** Resolves when the desk has nothing under way any more. */
  settled(): Promise<void>
}

export function createPeople({ slack, toSlack, source, settled }: PeopleOptions): People {
  const notice = (written: WrittenMessage, type: MessageEventType = 'message') =>
    deliverEvent(messageEvent(written, type, source), source)

  async function taken(answer: Promise<number>): Promise<void> {
    const status = await answer
    if (status !== 200) throw new Error(`The desk answered ${status} to a webhook of Slack's.`)
    await settled()
  }

  return {
    notice,
    writeUnnoticed: (actor, text, root) => writeIn(slack, actor, text, root),
    async write(actor, text, root) {
      const written = await writeIn(slack, actor, text, root)
      await taken(notice(written))
      return written
    },
    async edit(actor, { message, root }, text) {
      await slack.call(actor, 'chat.update', { channel: slack.channelId, ts: message.ts, text })
      await taken(deliverEvent(editEvent(await find(slack, message.ts, root), message, source), source))
    },
    async click(actor, message, label) {
      const by = { user: slack.idOf(actor), trigger: await slack.trigger(actor) }
      await taken(deliverInteraction(clickPayload(message, label, by, source), source))
    },
    openedForm() {
      const opening = toSlack.callsTo('/api/views.open').at(-1)
      const answer = JSON.parse((opening && toSlack.answerTo(opening)) ?? '{}') as { readonly view?: SlackView }
      if (!answer.view) throw new Error('Slack has opened no form.')
      return answer.view
    },
    submit: (actor, view, filled) =>
      taken(deliverInteraction(submissionPayload(view, filled, slack.idOf(actor), source), source)),
  }
}

async function writeIn(
  slack: EmulatedSlack,
  actor: SlackActor,
  text: string,
  root?: SlackMessage,
): Promise<WrittenMessage> {
  const { ts } = await slack.call(actor, 'chat.postMessage', {
    channel: slack.channelId,
    text,
    client_msg_id: randomUUID(),
    ...(root && { thread_ts: root.ts }),
  })
  return { message: await find(slack, ts, root), ...(root && { root }) }
}

async function find(slack: EmulatedSlack, ts: string, root?: SlackMessage): Promise<SlackMessage> {
  const message = (await (root ? slack.thread(root.ts) : slack.roots())).find((candidate) => candidate.ts === ts)
  if (!message) throw new Error('Slack does not have the message that it has just taken.')
  return message
}
