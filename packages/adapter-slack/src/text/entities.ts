const characters: ReadonlyMap<string, string> = new Map([
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
])

/**
 * Decodes, once, the only three entities Slack has.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function decodeEntities(text: string): string {
  return text.replaceAll(/&(?:amp|lt|gt);/g, (entity) => characters.get(entity) ?? entity)
}

/** Escapes `&`, `<` and `>`, so that Slack finds no mention, link or command in the text. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
