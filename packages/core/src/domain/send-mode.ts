/**
 * Which of the things typed in a conversation are texted. `reply-all`: every plain message. `mention-to-send`: those that
 * mention the app. `confirm-first`: those that somebody has confirmed. `alerts-only`: none; only the form and the command
 * send.
 */
export type SendMode = (typeof sendModes)[number]

export const sendModes = ['reply-all', 'mention-to-send', 'confirm-first', 'alerts-only'] as const
