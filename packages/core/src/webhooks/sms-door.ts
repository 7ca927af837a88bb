import { parseMessageReference } from '../domain/message-reference.js'
import { redactNumber } from '../domain/redact.js'
import { ThreadlineError } from '../errors.js'
import type { FlowDeps } from '../flows/flow.js'
import { receiveReceipt } from '../flows/receive-receipt.js'
import { receiveText } from '../flows/receive-text.js'
import type { DeliveryReceipt, SmsEvent, SmsProvider, TextReceived } from '../ports/sms-provider.js'
import type { PlainResponse, WebhookRequest } from '../ports/webhook.js'

export interface SmsDoor {
  readonly providers: Readonly<Record<string, SmsProvider>>
  readonly workspaceId: string
}

/** The door of a provider, named by its key in the path; the key alone decides which secret is used. */
export async function receiveFromProvider(
  deps: FlowDeps,
  door: SmsDoor,
  providerKey: string,
  request: WebhookRequest,
): Promise<Response | PlainResponse> {
  const provider = Object.hasOwn(door.providers, providerKey) ? door.providers[providerKey] : undefined
  if (!provider) throw new ThreadlineError('webhook.unknown_provider', 'There is no such provider.')
  const received = await provider.receive(request)
  for (const event of received.events) await runFlow(deps, door.workspaceId, providerKey, event)
  return received.respond()
}

async function runFlow(deps: FlowDeps, workspaceId: string, provider: string, event: SmsEvent): Promise<void> {
  switch (event.type) {
    case 'text':
      return takeText(deps, workspaceId, provider, event)
    case 'receipt':
      return takeReceipt(deps, workspaceId, provider, event)
    default:
      event satisfies never
  }
}

/** A text to a number that no line has is a mistake of configuration: refused, so that the provider shows it. */
async function takeText(deps: FlowDeps, workspaceId: string, provider: string, event: TextReceived): Promise<void> {
  const line = deps.lines.findBySender(provider, event.to)
  if (!line) {
    deps.logger.error({ provider, to: redactNumber(event.to) }, 'A text came for a number that no line has.')
    throw new ThreadlineError('not_ready', 'No line has this number. Add it to the lines, then send the text again.')
  }
  await receiveText(deps, { workspaceId, line, provider, event })
}

async function takeReceipt(
  deps: FlowDeps,
  workspaceId: string,
  provider: string,
  event: DeliveryReceipt,
): Promise<void> {
  const reference = event.reference && parseMessageReference(event.reference)
  if (reference && reference.workspaceId !== workspaceId) {
    deps.logger.warn({ provider }, 'A receipt of another workspace was left alone.')
    return
  }
  await receiveReceipt(deps, { workspaceId, provider, event })
}
