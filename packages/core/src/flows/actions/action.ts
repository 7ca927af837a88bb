import type { FormView } from '../../domain/form.js'
import type { ChatActionEvent } from '../../ports/chat-adapter.js'
import type { Flow } from '../flow.js'

/** A click of a member on one of our buttons. */
export interface Click {
  readonly event: ChatActionEvent
  readonly memberId: string
  readonly memberName: string
}

/** A form to show, and where: by itself, in the place of the one that was clicked in, or on top of that one. */
export interface FormReply {
  readonly form: FormView
  readonly placement: 'new' | 'instead' | 'on-top'
}

/**
 * What a button does. `changes`: something, once, however often the click is delivered. `opens`: a form, and nothing else:
 * delivered again it would only open it again.
 */
export type Action =
  | { readonly type: 'changes'; run(flow: Flow, click: Click): Promise<FormReply | undefined | void> }
  | { readonly type: 'opens'; run(flow: Flow, click: Click): Promise<FormReply | undefined> }
