import { objectOf, type JsonObject } from '../json.js'

const eventType = 'threadline_post'

/** Message metadata by which a post is found again. Everybody in the workspace can read it: an opaque id, no more. */
export function markerOf(reference: string): JsonObject {
  return { event_type: eventType, event_payload: { id: reference } }
}

/** Whether a message that was read back is the post with this reference. */
export function hasMarker(message: JsonObject, reference: string): boolean {
  const metadata = objectOf(message.metadata)
  return metadata.event_type === eventType && objectOf(metadata.event_payload).id === reference
}
