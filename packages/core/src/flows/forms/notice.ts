import type { FormView } from '../../domain/form.js'

/** A sentence in a window of its own, where there is no better place for it. */
export function noticeForm(text: string): FormView {
  return { name: 'notice', title: 'Threadline', items: [{ type: 'paragraph', text }] }
}
