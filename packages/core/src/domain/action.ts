/** Buttons of our views, by the name under which their click comes back. `open-thread` is a link: for the record only. */
export type ActionName =
  | 'send-text'
  | 'open-thread'
  | 'hide'
  | 'resend'
  | 'leave'
  | 'confirm-opt-out'
  | 'not-an-opt-out'
  | 'assign'
  | 'claim'
  | 'close'
  | 'reopen'
