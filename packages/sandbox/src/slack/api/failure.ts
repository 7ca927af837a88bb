/** What a method refuses with: `{"ok":false,"error":code,...details}`. */
export class SlackFailure extends Error {
  override readonly name = 'SlackFailure'
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** `invalid_arguments`, with the explanations Slack gives beside it. */
export function invalidArguments(...messages: readonly string[]): SlackFailure {
  return new SlackFailure('invalid_arguments', {
    response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) },
  })
}
