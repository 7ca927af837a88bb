import { ThreadlineError } from '@threadline/core'

/** What is wrong with how a command was called, or with what it was given. */
export const misused = (sentence: string): ThreadlineError => new ThreadlineError('configuration.invalid', sentence)
