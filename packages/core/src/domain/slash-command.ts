import { parsePhoneNumber } from './phone-number.js'
import { parseAddressed, type SendCommand } from './send-command.js'

/** What somebody wants who typed the app's command. */
export type SlashCommand =
  | { readonly type: 'help' }
  /** The form that texts somebody. `query` is whom they named, or empty. */
  | { readonly type: 'open'; readonly query: string }
  | Exclude<SendCommand, { readonly type: 'none' }>

/**
 * Reads what follows `/sms`. The same words as those of `send …` send; a number or a name alone, or nothing, opens the form.
 *
 * @param defaultCountry - ISO 3166 alpha-2 country in which a number without `+` is read
 */
export function readSlashCommand(text: string, defaultCountry: string): SlashCommand {
  const typed = text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '')
  if (/^(?:help|\?)$/i.test(typed)) return { type: 'help' }
  const rest = typed.replace(/^send(?:\s+|$)/i, '')
  if (rest === '' || parsePhoneNumber(rest, defaultCountry).type === 'ok') return { type: 'open', query: rest }
  const command = parseAddressed(rest, defaultCountry)
  return command.type === 'none' ? { type: 'open', query: rest } : command
}

/** What the command can do, for whoever asks. */
export const slashCommandHelp = [
  '/sms opens the form that texts somebody.',
  '/sms 4159436084 Hello texts a number, in any notation.',
  '/sms Jane Doe: Hello texts a contact.',
  '/sms Jane opens the form with Jane chosen.',
  'No file comes along with a command: a picture goes by the form, or by “send 4159436084” with it in the channel of a line.',
].join('\n')
