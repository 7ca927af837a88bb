import type { Message } from './message.js'

/** More automatic texts than this to one contact in the window, and it is two machines that talk to each other. */
const mostAutomatic = 5

/** Milliseconds that are looked back. */
export const loopWindowMs = 10 * 60_000

/** Messages of a conversation to look at: enough of them, whatever came in between. */
export const loopLookBack = 40

/** Whether a further automatic text would go on with a loop. @param latest - the newest of the conversation */
export function isLooping(latest: readonly Message[], now: Date): boolean {
  const automatic = latest.filter(
    ({ author, createdAt, direction }) =>
      direction === 'outbound' && author.type === 'automation' && now.getTime() - createdAt.getTime() < loopWindowMs,
  )
  return automatic.length >= mostAutomatic
}
