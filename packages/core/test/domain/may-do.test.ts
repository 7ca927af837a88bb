import { describe, expect, it } from 'vitest'
import { mayDo, type Applicant, type Permission } from '../../src/domain/may-do.js'
import type { WorkspaceSettings } from '../../src/domain/workspace-settings.js'

const ana: Applicant = { id: 'U1', kind: 'full', isAdmin: true }
const ben: Applicant = { id: 'U2', kind: 'full' }
const nobodyNamed: WorkspaceSettings = {}
const benNamed: WorkspaceSettings = { roles: { send: ['U2'], settings: ['U2'] } }
const everyone: WorkspaceSettings = { roles: { send: 'everyone', settings: 'everyone' } }

describe('what somebody may do', () => {
  it.each<[string, Applicant, Permission, WorkspaceSettings, boolean]>([
    ['a member may text while nobody is named', ben, 'send', nobodyNamed, true],
    ['a member may not change settings while nobody is named', ben, 'settings', nobodyNamed, false],
    ['an admin may change settings', ana, 'settings', nobodyNamed, true],
    ['whoever is named may text', ben, 'send', benNamed, true],
    ['an admin who is not named may not text', ana, 'send', benNamed, false],
    ['whoever is named may change settings', ben, 'settings', benNamed, true],
    ['an admin may change settings whoever is named', ana, 'settings', benNamed, true],
    ['everyone may be named', ben, 'settings', everyone, true],
  ])('%s', (_rule, who, permission, settings, may) => {
    expect(mayDo(who, permission, settings)).toBe(may)
  })

  it.each(['guest', 'external', 'app', 'deactivated'] as const)('is nothing for a %s, named or not', (kind) => {
    for (const permission of ['send', 'settings'] as const) {
      for (const settings of [nobodyNamed, benNamed, everyone]) {
        expect(mayDo({ id: 'U2', kind, isAdmin: true }, permission, settings)).toBe(false)
      }
    }
  })
})
