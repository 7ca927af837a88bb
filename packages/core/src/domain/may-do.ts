import type { WorkspaceSettings } from './workspace-settings.js'

/** What somebody may be allowed: to text customers and look after conversations, to text many at once, or to change settings. */
export type Permission = 'send' | 'broadcast' | 'settings'

/** Somebody in the workspace, as far as it matters for what they may do. */
export interface Applicant {
  readonly id: string
  readonly kind: 'full' | 'guest' | 'external' | 'app' | 'deactivated'
  readonly isAdmin?: boolean
}

/**
 * Whether somebody may do something. Nobody but full members may do anything. Where nobody is named, all of them may text
 * customers, and only admins may text many at once or change settings; they may whoever is named, so that nobody is
 * locked out.
 */
export function mayDo(who: Applicant, permission: Permission, { roles }: WorkspaceSettings): boolean {
  if (who.kind !== 'full') return false
  if (permission !== 'send' && who.isAdmin) return true
  const audience = roles?.[permission] ?? (permission === 'send' ? 'everyone' : [])
  return audience === 'everyone' || audience.includes(who.id)
}

/** Buttons and forms of these names change settings. */
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
  'raise-keyword-rule',
  'templates',
  'template',
  'add-template',
  'edit-template',
  'remove-template',
])

/** These text many at once. What is in neither list takes whoever may text customers. */
const ofBroadcasts: ReadonlySet<string> = new Set([
  'broadcast',
  'broadcast-preview',
  'start-broadcast',
  'pause-broadcast',
  'cancel-broadcast',
  'unsure-broadcast',
  'leave-unsure',
])

/** What it takes to click a button or submit a form. */
export function neededFor(name: string): Permission {
  if (ofSettings.has(name)) return 'settings'
  return ofBroadcasts.has(name) ? 'broadcast' : 'send'
}

/** What somebody is told who may not. */
export function whyNot(who: Applicant, permission: Permission): string {
  if (who.kind !== 'full') return 'Only members of this workspace can do that.'
  if (permission === 'settings')
    return 'Only admins, and whoever they have named in Channel settings, can change settings.'
  if (permission === 'broadcast')
    return 'Only admins, and whoever they have named in Channel settings, can text many people at once.'
  return 'You are not among those who text customers here. An admin can add you in Channel settings.'
}
