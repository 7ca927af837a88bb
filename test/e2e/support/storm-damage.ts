import type { SlackMessage } from '@threadline/sandbox'
import type { TestDesk } from './desk.js'
import { buttons, cards, inbox, isHeadedBy, marks, ownPosts, showsNumber, textIn } from './shown.js'
import type { Reply, Said } from './storm.js'

/** What a storm broke, a sentence each. Empty when everything is as it should be. */
export function damageOf(desk: TestDesk, said: Said): readonly string[] {
  const numbers = [...said.texts.keys()].filter((number) => said.texts.get(number)?.length)
  return numbers.flatMap((number) => [
    ...damageInSlack(desk, number, said.texts.get(number) ?? []),
    ...damageOnPhone(desk, number, said.replies.get(number) ?? []),
    ...damageByCards(desk, number),
  ])
}

function damageInSlack(desk: TestDesk, number: string, texts: readonly string[]): readonly string[] {
  const roots = ownPosts(desk).filter((message) => isHeadedBy(message, number))
  const [root] = roots
  if (!root || roots.length > 1) return [`${number} has ${roots.length} roots`]
  const shown = desk.sandbox.slack
    .messages('sms')
    .filter(({ username }) => username !== undefined && showsNumber(username, number))
    .map((message) => ({ body: bodyOf(message), isInThread: message.ts === root.ts || message.thread_ts === root.ts }))
  const strays = shown.filter(({ isInThread }) => !isInThread)
  return [
    ...differences(
      `Slack, ${number}`,
      texts,
      shown.map(({ body }) => body),
    ),
    ...strays.map(({ body }) => `Slack, ${number}: “${body}” is outside of the thread`),
  ]
}

/** A reply that did not arrive must have left a question behind; one that did, none. */
function damageOnPhone(desk: TestDesk, number: string, replies: readonly Reply[]): readonly string[] {
  const root = ownPosts(desk).find((message) => isHeadedBy(message, number))
  const asked = root
    ? desk.sandbox.slack
        .thread('sms', root.ts)
        .filter(isQuestion)
        .map((post) => textIn(post.blocks))
    : []
  const isAsked = ({ body }: Reply) => asked.some((words) => words.endsWith(`${body}ResendLeave`))
  const arrived = inbox(desk, number)
  const settled = replies.filter((reply) => !isAsked(reply) || arrived.includes(reply.body))
  return [
    ...differences(
      `phone ${number}`,
      settled.map(({ body }) => body),
      arrived,
    ),
    ...replies
      .filter(({ body }) => !arrived.includes(body) && !wasLeftOpen(desk, body))
      .map(({ body }) => `“${body}” did not leave, though the carrier never left anybody in the dark about it`),
    ...replies.flatMap((reply) => damageToMarks(desk, reply, arrived.includes(reply.body), isAsked(reply))),
  ]
}

/** Whether the connection broke, or a server failed, over a call to send this text. */
function wasLeftOpen({ sandbox }: TestDesk, body: string): boolean {
  return sandbox.carrier.calls.some(
    ({ name, form, json, status }) =>
      name === 'messages.create' &&
      JSON.stringify([form, json]).includes(JSON.stringify(body)) &&
      (status === 'drop' || Number(status) >= 500),
  )
}

function damageToMarks(desk: TestDesk, { body, ts }: Reply, hasArrived: boolean, isAsked: boolean): readonly string[] {
  const names = marks(desk, ts)
  const isTicked = names.includes('vibration_mode')
  return [
    ...(names.includes('x') ? [`“${body}” is marked as failed`] : []),
    ...(hasArrived && !isTicked ? [`“${body}” arrived and is marked ${names.join(' ') || 'by nothing'}`] : []),
    ...(!hasArrived && names.length > 0 ? [`“${body}” did not arrive and is marked ${names.join(' ')}`] : []),
    ...(hasArrived && isAsked ? [`“${body}” arrived and is still asked about`] : []),
  ]
}

function damageByCards(desk: TestDesk, number: string): readonly string[] {
  const count = cards(desk).filter((card) => showsNumber(textIn(card.blocks?.[0]), number)).length
  return count > 1 ? [`${number} has ${count} cards`] : []
}

/** What is missing, too often there, or in the wrong order. */
function differences(where: string, expected: readonly string[], actual: readonly string[]): readonly string[] {
  const times = (body: string) => actual.filter((other) => other === body).length
  const found = [
    ...expected.filter((body) => times(body) === 0).map((body) => `${where}: “${body}” is lost`),
    ...expected.filter((body) => times(body) > 1).map((body) => `${where}: “${body}” is there ${times(body)} times`),
    ...actual.filter((body) => !expected.includes(body)).map((body) => `${where}: “${body}” was never said`),
  ]
  if (found.length > 0 || actual.join('\n') === expected.join('\n')) return found
  return [`${where}: out of order: ${actual.join(', ')}`]
}

/** The text of a customer's post, without the head of the thread. */
function bodyOf(message: SlackMessage): string {
  return textIn((message.blocks ?? []).filter((block) => block['type'] === 'rich_text'))
}

function isQuestion(message: SlackMessage): boolean {
  return buttons(message).some(({ action_id: id }) => id === 'threadline:resend')
}
