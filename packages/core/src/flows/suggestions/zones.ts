import type { Suggestion } from '../../ports/chat-adapter.js'
import type { Suggest } from './suggest.js'

const limit = 30

/** Somebody looks for a time zone, by city or continent. */
export const suggestZones: Suggest = async (_flow, query) => {
  const wanted = query.toLowerCase().replaceAll(' ', '_')
  const zones = Intl.supportedValuesOf('timeZone').filter((zone) => zone.toLowerCase().includes(wanted))
  return zones.slice(0, limit).map((zone): Suggestion => ({ group: 'Time zones', label: zone, value: zone }))
}
