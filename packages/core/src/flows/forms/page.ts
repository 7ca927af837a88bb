import type { ActionName } from '../../domain/action.js'
import type { PanelItem } from '../../domain/form.js'

/** What of a list is shown in one window. */
export interface Page<Entry> {
  readonly shown: readonly Entry[]
  /**
   * What leads to the entries before and after these, where there are any.
   *
   * @param action opens the same list
   * @param subjectOf what the action takes to begin with a certain entry
   */
  turns(action: ActionName, subjectOf: (from: number) => string): readonly PanelItem[]
}

/**
 * The stretch of a list that begins with a certain entry. A list that has got shorter meanwhile begins anew.
 *
 * @param entries from the first one to at least one more than is shown, where there is one
 */
export function pageOf<Entry>(entries: readonly Entry[], wanted: number, size: number): Page<Entry> {
  const from = wanted > 0 && wanted < entries.length ? wanted : 0
  const shown = entries.slice(from, from + size)
  return {
    shown,
    turns(action, subjectOf) {
      const end = from + shown.length
      const before = { label: '← Previous', action, subject: subjectOf(Math.max(0, from - size)) }
      const after = { label: 'Next →', action, subject: subjectOf(end) }
      const buttons = [...(from > 0 ? [before] : []), ...(end < entries.length ? [after] : [])]
      if (buttons.length === 0) return []
      return [
        { type: 'note', text: `These are ${from + 1} to ${end}.` },
        { type: 'buttons', buttons },
      ]
    },
  }
}

/** A subject that says with which entry of which list to begin. */
export const pageSubject = (from: number, list = ''): string => `page:${from}${list === '' ? '' : ` ${list}`}`

/** Reads a subject: one that says nothing of a page is the list itself, from its first entry on. */
export function readPage(subject: string): { readonly from: number; readonly list: string; readonly isTurn: boolean } {
  const [, from, list = ''] = /^page:(\d{1,6})(?: (.*))?$/s.exec(subject) ?? []
  return from === undefined ? { from: 0, list: subject, isTurn: false } : { from: Number(from), list, isTurn: true }
}
