import type { ButtonView } from './form.js'

export const settingsButton: ButtonView = { label: '⚙️ Channel settings', action: 'settings', subject: '' }

/** What the dashboard offers, in this order. A further button is a further line. */
export const dashboardButtons: readonly ButtonView[] = [
  { label: '📱 Send text', action: 'send-text', subject: '', style: 'primary' },
  { label: '📣 Broadcast', action: 'broadcast', subject: '' },
  { label: '🕒 Scheduled', action: 'scheduled', subject: '' },
  { label: '📥 Inbox', action: 'inbox', subject: '' },
  { label: '👥 Contacts', action: 'contacts', subject: '' },
  settingsButton,
]
