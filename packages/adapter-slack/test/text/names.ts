import type { NameLookup } from '../../src/text/index.js'

/** Knows Ana (U1), #sales (C1) and @crew (S1), nobody else. */
export const names: NameLookup = {
  user: (id) => (id === 'U1' ? 'Ana' : undefined),
  channel: (id) => (id === 'C1' ? 'sales' : undefined),
  usergroup: (id) => (id === 'S1' ? 'crew' : undefined),
}
