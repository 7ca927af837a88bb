import type { Line, Sender } from '../../domain/line.js'
import type { ChatFile, WrittenFile } from '../../domain/message.js'
import { groupFiles, problemOfFile } from '../../domain/outbound-file.js'
import { sendersFor } from '../../domain/sender.js'
import type { Flow } from '../flow.js'

/** How files leave: those of the first group with the words, every other group in a text of its own, in order. */
export interface FilePlan {
  readonly groups: readonly (readonly ChatFile[])[]
  /** What does not fit is linked to, where the line is set up so. */
  readonly linked: readonly ChatFile[]
}

/** A plan, or why there is none, in words that go on after "Not sent:". */
export type PlannedFiles =
  | { readonly type: 'planned'; readonly plan: FilePlan }
  | { readonly type: 'refused'; readonly because: string }

/**
 * Plans how files leave by a line: what is marked so is linked to, the rest goes by the first of its senders whose provider
 * takes it all. Where none does, the line says whether the others are linked to or nothing of the message leaves.
 */
export function planFiles(
  { lines }: Flow,
  line: Line,
  files: readonly WrittenFile[],
  senders: readonly [Sender, ...Sender[]] = sendersFor(line, undefined),
): PlannedFiles {
  const useless = files.find(({ problem }) => problem)
  if (useless) return { type: 'refused', because: problemOfFile(useless, undefined) ?? '' }
  const along = files.filter(({ isLinked }) => !isLinked)
  const media = senders.map(({ provider }) => lines.mediaOf(provider))
  const capability = media.find((one) => along.every((file) => problemOfFile(file, one) === undefined)) ?? media[0]
  const problems = along.flatMap((file) => problemOfFile(file, capability) ?? [])
  const [because] = problems
  if (because !== undefined && line.bigFiles === 'refuse') return { type: 'refused', because }

  const fitting = along.filter((file) => problemOfFile(file, capability) === undefined)
  const linked = files.filter((file) => !fitting.includes(file)).map((file) => ({ ...file, isLinked: true }))
  const groups = capability ? groupFiles(fitting, capability) : []
  return { type: 'planned', plan: { groups, linked } }
}
