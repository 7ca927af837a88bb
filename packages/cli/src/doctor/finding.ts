import { ThreadlineError } from '@threadline/core'

/** What was found about one thing: it is right, it is wrong, or it cannot be told from here. */
export interface Finding {
  /** The thing, in a word or two. */
  readonly check: string
  readonly mark: 'right' | 'wrong' | 'unknown'
  /** What is so; when it is wrong, what to change. */
  readonly sentence: string
}

export const right = (check: string, sentence: string): Finding => ({ check, mark: 'right', sentence })
export const wrong = (check: string, sentence: string): Finding => ({ check, mark: 'wrong', sentence })
export const unknown = (check: string, sentence: string): Finding => ({ check, mark: 'unknown', sentence })

/** Does a check, for so many milliseconds at most. It never throws: what goes wrong with it is found as well. */
export async function within(
  check: string,
  deadlineMs: number,
  work: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<readonly Finding[]>((resolve) => {
    const sentence = `There was no answer within ${deadlineMs / 1_000} seconds.`
    timer = setTimeout(() => resolve([wrong(check, sentence)]), deadlineMs)
  })
  return Promise.race([work().catch((error: unknown) => [wrong(check, sentenceOf(error))]), late]).finally(() =>
    clearTimeout(timer),
  )
}

/** What others throw may carry credentials. */
function sentenceOf(error: unknown): string {
  if (error instanceof ThreadlineError) return error.message
  return `This could not be looked at (${error instanceof Error ? error.name : typeof error}).`
}
