/** Our id of a text as a provider carries it: it finds its way back to the workspace and the message. */
export function messageReference(workspaceId: string, messageId: string): string {
  return `${workspaceId}.${messageId}`
}

/** Reads a reference that came back; `undefined` when it is not one of ours. */
export function parseMessageReference(
  reference: string,
): { readonly workspaceId: string; readonly messageId: string } | undefined {
  const [workspaceId, messageId, ...rest] = reference.split('.')
  if (!workspaceId || !messageId || rest.length > 0) return undefined
  return { workspaceId, messageId }
}
