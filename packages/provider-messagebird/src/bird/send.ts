import type { AcceptedText, OutboundText, Outcome, TextFailureCategory } from '@threadline/core'
import { outcomeOfError, setupRetryMs } from '@threadline/core/http'
import { refused, unknown } from '../errors.js'
import type { BirdSettings } from '../options.js'
import { type Call, SdkMissingError } from './client.js'
import { acceptedText } from './status-map.js'

/** Key of the metadata in which our own id comes back with every event and in every list. */
export const referenceKey = 'reference'

/**
 * Sends one text, once. Our own id is the idempotency key as well: should the same text be sent again within three
 * hours, Bird answers with the first one.
 */
export async function sendText(
  settings: BirdSettings,
  call: Call,
  text: OutboundText,
): Promise<Outcome<AcceptedText, TextFailureCategory>> {
  if (text.media?.length) return noMms
  try {
    const message = await call((sms) =>
      sms.send(
        {
          from: text.from,
          to: text.to,
          text: text.text,
          category: settings.category,
          metadata: { [referenceKey]: text.reference },
        },
        { idempotencyKey: text.reference },
      ),
    )
    const value = acceptedText({ ...message })
    return value ? { type: 'done', value } : withoutId
  } catch (error) {
    return error instanceof SdkMissingError ? sdkMissing : outcomeOfError(error)
  }
}

const noMms = refused({ category: 'media', detail: "Bird's API does not send pictures." }, false)

const sdkMissing = refused({ category: 'other', detail: 'The Bird SDK could not be loaded.' }, true, setupRetryMs)

const withoutId = unknown({ category: 'other', detail: 'Bird said yes without giving the message an id.' })
