import type { ChatAnswer, ChatEvent, Received, WebhookRequest } from '@threadline/core'
import { objectOf, textOf, type JsonObject } from '../json.js'
import type { SlackChannelEventType, SlackEventType } from '../rights.js'
import type { Settings } from '../options.js'
import type { SlackDirectory } from '../web/directory.js'
import { parseChannelEvent } from './channel-event.js'
import { homeOfCommand, parseCommand } from './command.js'
import { parseEnvelope, type Envelope } from './envelope.js'
import { parseHomeOpened } from './home-event.js'
import { homeOfInteraction, parseInteraction } from './interaction.js'
import { learnNames } from './learn-names.js'
import { parseMention, parseMessage } from './message-event.js'
import { parseBody, type SlackBody } from './parse-body.js'
import { parseReaction } from './reaction-event.js'
import { parseShortcut } from './shortcut.js'
import { respond, respondToChallenge } from './respond.js'
import { verifyRequest } from './verify.js'

/** What {@link receive} needs. */
export interface ReceiveDependencies {
  readonly settings: Settings
  readonly directory: SlackDirectory
}

/** Verifies and parses one request of Slack. Only the names of those a message mentions are asked for, and not for long. */
export async function receive(
  deps: ReceiveDependencies,
  request: WebhookRequest,
): Promise<Received<ChatEvent, ChatAnswer>> {
  const { settings } = deps
  verifyRequest(settings.signingSecrets, settings.now(), request)
  const body = parseBody(request)
  if (body.type === 'form') return { events: [], respond: () => respond({}) }
  if (body.payload.type === 'url_verification') return { events: [], respond: () => respondToChallenge(body.payload) }
  const events = (await eventsOf(deps, request, body)).filter((event) => isWanted(settings, event))
  return { events, respond: (answer) => respond(body.payload, answer) }
}

async function eventsOf(
  deps: ReceiveDependencies,
  request: WebhookRequest,
  body: Exclude<SlackBody, { type: 'form' }>,
): Promise<readonly ChatEvent[]> {
  switch (body.type) {
    case 'event':
      return eventsOfCallback(deps, body.payload)
    case 'interaction':
      return eventsOfInteraction(deps, body.payload, requestIdOf(request))
    case 'command': {
      const home = homeOfCommand(body.payload)
      const event = home && parseCommand(body.payload, home, deps.directory.namesIn(home.workspaceId))
      return event ? [event] : []
    }
    default:
      return body satisfies never
  }
}

function eventsOfInteraction(
  { directory }: ReceiveDependencies,
  payload: JsonObject,
  requestId: string,
): readonly ChatEvent[] {
  const home = homeOfInteraction(payload)
  if (!home) return []
  const shortcut = parseShortcut(payload, home, directory.namesIn(home.workspaceId))
  return shortcut ? [shortcut] : parseInteraction(payload, home, requestId)
}

async function eventsOfCallback(
  { settings, directory }: ReceiveDependencies,
  payload: JsonObject,
): Promise<readonly ChatEvent[]> {
  if (payload.type === 'app_rate_limited') {
    settings.logger?.warn({ teamId: payload.team_id }, 'Slack sends no more events for a minute: there were too many.')
  }
  const envelope = payload.type === 'event_callback' ? parseEnvelope(payload) : undefined
  if (!envelope) return []
  await learnNames(directory, envelope)
  const event = parseEvent(envelope, directory)
  if (event && envelope.isShared) warnOfSharedChannel(settings, envelope)
  return event ? [event] : []
}

function parseEvent(envelope: Envelope, directory: SlackDirectory): ChatEvent | undefined {
  const { workspaceId, event } = envelope
  const change = parseChannelEvent(envelope)
  if (change) directory.dropChannels(workspaceId)
  if (change) return change
  return isRead(event.type) ? readers[event.type](envelope, directory) : undefined
}

type Reader = (envelope: Envelope, directory: SlackDirectory) => ChatEvent | undefined

/** Every event that the app asks for, beside those about channels: one that nobody reads is not asked for. */
const readers: Readonly<Record<Exclude<SlackEventType, SlackChannelEventType>, Reader>> = {
  message: (envelope, directory) => parseMessage(envelope, directory.namesIn(envelope.workspaceId)),
  app_mention: parseMention,
  app_home_opened: parseHomeOpened,
  reaction_added: parseReaction,
  user_change({ event, workspaceId }, directory) {
    directory.dropMember(workspaceId, String(objectOf(event.user).id))
    return undefined
  },
}

const isRead = (type: unknown): type is keyof typeof readers => typeof type === 'string' && Object.hasOwn(readers, type)

function isWanted({ workspaceId, logger }: Settings, event: ChatEvent): boolean {
  if (workspaceId === undefined || event.workspaceId === workspaceId) return true
  logger?.warn(
    { workspaceId: event.workspaceId, expected: workspaceId },
    'An event of another Slack workspace was ignored. Check the `workspaceId` of the adapter.',
  )
  return false
}

function warnOfSharedChannel({ logger }: Settings, { workspaceId, event }: Envelope): void {
  logger?.debug(
    { workspaceId, channelId: textOf(event.channel) },
    'This channel is shared with another organisation, whose members read along.',
  )
}

/** Two requests with one signature are one request. */
function requestIdOf({ headers }: WebhookRequest): string {
  return headers.get('x-slack-signature')?.slice(0, 35) ?? ''
}
