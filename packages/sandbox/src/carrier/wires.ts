import { birdWire } from './bird/index.js'
import { messagebirdWire } from './messagebird/index.js'
import { twilioWire } from './twilio/index.js'
import type { WireName } from './types.js'
import { vonageWire } from './vonage/index.js'
import type { Wire } from './wire.js'

/** Every wire, by its name. */
const wires: Readonly<Record<WireName, Wire>> = {
  twilio: twilioWire,
  vonage: vonageWire,
  messagebird: messagebirdWire,
  bird: birdWire,
}

/** The wire that a number or a text belongs to. */
export function wireOf({ wire = 'twilio' }: { readonly wire?: WireName }): Wire {
  return wires[wire]
}

/** `/twilio/2010-04-01/…` names its wire; without a name it is the first one that knows such paths. */
export function wireForPath(path: string): { readonly wire: Wire; readonly path: string } {
  const all = Object.values(wires)
  const named = all.find(({ name }) => path.startsWith(`/${name}/`))
  if (named) return { wire: named, path: path.slice(named.name.length + 1) }
  return { wire: all.find((wire) => wire.answers(path)) ?? wires.twilio, path }
}

/** Whether a path can be answered here. */
export function isWirePath(path: string): boolean {
  return Object.values(wires).some((wire) => path.startsWith(`/${wire.name}/`) || wire.answers(path))
}
