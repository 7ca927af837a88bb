import { valueOf, valuesOf, type FormValues, type FormView, type PanelItem } from '../../domain/form.js'
import type { Line } from '../../domain/line.js'
import { alertedMembers, type Audience, type WorkspaceSettings } from '../../domain/workspace-settings.js'
import { isDuplicate, type Flow } from '../flow.js'
import { saveWorkspaceSettings } from '../settings/save-settings.js'
import { pageOf, pageSubject } from './page.js'
import type { FormSubmit } from './form-submit.js'

/** As many as fit into one window. */
const mostLines = 40

/** What can be set up: the lines, each in a form of its own, and who may do what. */
export function settingsForm({ lines, settings }: Flow, from = 0): FormView {
  const { alerts = {}, roles } = settings
  const page = pageOf(lines.all, from, mostLines)
  return {
    name: 'settings',
    title: '⚙️ Channel settings',
    submit: 'Save',
    items: [
      { type: 'heading', text: 'Lines' },
      ...page.shown.map(lineEntry),
      ...page.turns('settings', pageSubject),
      { type: 'heading', text: 'Texts that are sent again and again' },
      { type: 'buttons', buttons: [{ label: '📝 Templates', action: 'templates', subject: '' }] },
      { type: 'heading', text: 'Who may do what' },
      {
        type: 'members',
        name: 'send',
        label: 'Who may text customers',
        hint: 'Empty: every full member of this workspace. Guests and people from outside never can.',
        values: namesOf(roles?.send),
        isOptional: true,
      },
      {
        type: 'members',
        name: 'broadcast',
        label: 'Who may text many people at once, beside the admins',
        hint: 'Admins and owners of this workspace always can.',
        values: namesOf(roles?.broadcast),
        isOptional: true,
      },
      {
        type: 'members',
        name: 'settings',
        label: 'Who may change settings, beside the admins',
        hint: 'Admins and owners of this workspace always can.',
        values: namesOf(roles?.settings),
        isOptional: true,
      },
      { type: 'heading', text: 'Who is told what only an admin can set right' },
      {
        type: 'members',
        name: 'alertMembers',
        label: 'Who',
        hint: 'By direct message, once per cause, such as a number that is not registered. Empty: the channel of the line.',
        values: alertedMembers(alerts),
        isOptional: true,
      },
      {
        type: 'channel',
        name: 'alertChannel',
        label: 'Channel in which it is said instead',
        hint: 'They are named there.',
        value: alerts.channel,
        isOptional: true,
      },
    ],
  }
}

function lineEntry({ channel, id, name, senders }: Line): PanelItem {
  return {
    type: 'entry',
    title: name,
    detail: senders[0].address + (channel.startsWith('#') ? ` in ${channel}` : ''),
    buttons: [
      { label: 'Channel', action: 'line-settings', subject: id },
      { label: 'Sending', action: 'line-sending', subject: id },
      { label: 'Answering by itself', action: 'line-automations', subject: id },
      { label: 'Keywords', action: 'keyword-rules', subject: id },
      { label: 'Consent and limits', action: 'line-consent', subject: id },
    ],
  }
}

const namesOf = (audience: Audience | undefined): readonly string[] =>
  audience === undefined || audience === 'everyone' ? [] : audience

/** Who may do what was submitted. */
export const submitSettings: FormSubmit = async (flow, event) => {
  if (await isDuplicate(flow, event.identities, 'settings')) return undefined
  await saveWorkspaceSettings(flow, {
    roles: rolesOf(event.values),
    alerts: alertsOf(valueOf(event.values, 'alertChannel'), valuesOf(event.values, 'alertMembers')),
  })
  return undefined
}

function rolesOf(values: FormValues): WorkspaceSettings['roles'] {
  const named = (['send', 'broadcast', 'settings'] as const).map((name) => [name, valuesOf(values, name)] as const)
  return Object.fromEntries(named.filter(([, members]) => members.length > 0))
}

function alertsOf(channel: string, memberIds: readonly string[]): WorkspaceSettings['alerts'] {
  return { ...(channel !== '' && { channel }), ...(memberIds.length > 0 && { memberIds }) }
}
