import type { WorkspaceSettings } from './workspace-settings.js'

/** What somebody may be allowed: to text customers and look after conversations, or to change settings. */
export type Permission = 'send' | 'settings'

/** Somebody in the workspace, as far as it matters for what they may do. */
export interface Applicant {
  readonly id: string
  readonly kind: 'full' | 'guest' | 'external' | 'app' | 'deactivated'
  readonly isAdmin?: boolean
}

/**
 * Whether somebody may do something. Nobody but full members may do anything. Where nobody is named, all of them may text
 * customers, and admins may change settings; admins may do that whoever is named, so that nobody is locked out.
 */
export function mayDo(who: Applicant, permission: Permission, { roles }: WorkspaceSettings): boolean {
  if (who.kind !== 'full') return false
  if (permission === 'settings' && who.isAdmin) return true
  const audience = roles?.[permission] ?? (permission === 'send' ? 'everyone' : [])
  return audience === 'everyone' || audience.includes(who.id)
}

/** Buttons and forms of these names change settings; all others take whoever may text customers. */
const ofSettings: ReadonlySet<string> = new Set([
  'settings',
  'line-settings',
  'line-sending',
  'line-automations',
  'line-consent',
  'keyword-rules',
  'keyword-rule',
  'add-keyword-rule',
  'edit-keyword-rule',
  'remove-keyword-rule',
])

/** What it takes to click a button or submit a form. */
export function neededFor(name: string): Permission {
  return ofSettings.has(name) ? 'settings' : 'send'
}

/** What somebody is told who may not. */
export function whyNot(who: Applicant, permission: Permission): string {
  if (who.kind !== 'full') return 'Only members of this workspace can do that.'
  if (permission === 'settings')
    return 'Only admins, and whoever they have named in Channel settings, can change settings.'
  return 'You are not among those who text customers here. An admin can add you in Channel settings.'
}
