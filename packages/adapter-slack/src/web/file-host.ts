/** Whether a file's address is Slack's, so that what is meant for Slack alone may be sent to it. */
export function isSlackFileHost(address: string, filesOrigin: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (!url || url.username || url.password) return false
  return url.origin === filesOrigin
}
