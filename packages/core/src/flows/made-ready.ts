import { composeText, type WrittenText } from '../domain/compose-text.js'
import { sentenceOf } from '../domain/template.js'
import { refuse, type Refusal } from './refusal.js'

/** A text as it is to leave, once: with its variables filled in, and signed. */
export function madeReady<Text extends WrittenText & { readonly isReady?: boolean }>(written: Text): Text | Refusal {
  if (written.isReady) return written
  const composed = composeText(written)
  if (composed.type === 'unfilled') return refuse('variables', sentenceOf(composed.problems))
  return { ...written, text: composed.text, isReady: true }
}
